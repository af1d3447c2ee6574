"""Addresses of surveys, and the one at which people answer."""

from django.urls import path

from tandem.evidence.views import answering, exports, surveys

ONE = "surveys/<int:number>"

urlpatterns = [
    path("products/<slug:product>/surveys", surveys.index, name="surveys"),
    path("products/<slug:product>/surveys/new", surveys.new, name="survey_new"),
    path(ONE, surveys.show, name="survey"),
    path(f"{ONE}/edit", surveys.edit, name="survey_edit"),
    path(f"{ONE}/questions", surveys.questions, name="survey_questions"),
    path(f"{ONE}/questions/<int:pk>", surveys.question, name="survey_question"),
    path(f"{ONE}/questions/<int:pk>/place", surveys.place, name="survey_question_place"),
    path(f"{ONE}/questions/<int:pk>/retirement", surveys.retirement, name="survey_question_retirement"),
    path(f"{ONE}/state", surveys.state, name="survey_state"),
    path(f"{ONE}/earlier", surveys.earlier, name="survey_earlier"),
    path(f"{ONE}/links", surveys.links, name="survey_links"),
    path(f"{ONE}/links.csv", exports.survey_links, name="survey_links_csv"),
    path(f"{ONE}/answers", surveys.answers, name="survey_answers"),
    path(f"{ONE}/answers.csv", exports.survey_answers, name="survey_answers_csv"),
    path(f"{ONE}/own", answering.own, name="survey_own"),
    path("s/<slug:token>", answering.answer, name="survey_answer"),
    path("s/<slug:token>/thanks", answering.thanks, name="survey_thanks"),
]
