"""How the nouns of charter hang together, for the trace: company, member, reference; program, release."""

from __future__ import annotations

from collections.abc import Iterator

from tandem.charter.models import Build, CharterMember, Program, Reference, ReferenceUse, Session, Wish
from tandem.record.models import Item
from tandem.record.reactions import Edge, edges


@edges("company")
def of_company(item: Item) -> Iterator[Edge]:
    for member in CharterMember.objects.filter(company=item.pk).select_related("item"):
        yield Edge("is a charter member", member.item, onward=True)


@edges("target market")
def of_market(item: Item) -> Iterator[Edge]:
    for program in Program.objects.filter(market=item.pk).select_related("item"):
        yield Edge("is proven by", program.item, onward=True)


@edges("release")
def of_release(item: Item) -> Iterator[Edge]:
    for program in Program.objects.filter(release=item.pk).select_related("item"):
        yield Edge("is proven by", program.item, onward=True)


@edges("feature")
def of_feature(item: Item) -> Iterator[Edge]:
    for wish in Wish.objects.filter(feature=item.pk).select_related("member__item"):
        yield Edge("is wanted by", wish.member.item, onward=False)


@edges("charter program")
def of_program(item: Item) -> Iterator[Edge]:
    program = Program.objects.select_related("market__item", "release__item").get(pk=item.pk)
    yield Edge("is for", program.market.item, onward=False)
    if program.release:
        yield Edge("proves", program.release.item, onward=False)
    for member in program.members.in_use().select_related("item"):
        yield Edge("has the member", member.item, onward=True)
    for build in program.builds.in_use().select_related("item"):
        yield Edge("was sent", build.item, onward=True)


@edges("charter member")
def of_member(item: Item) -> Iterator[Edge]:
    member = CharterMember.objects.select_related("company__item", "program__item").get(pk=item.pk)
    yield Edge("is the company", member.company.item, onward=False)
    yield Edge("is in", member.program.item, onward=False)
    for wish in member.wishes.select_related("feature__item"):
        yield Edge("wants", wish.feature.item, onward=True)
    for reference in member.references.in_use().select_related("item"):
        yield Edge("gave the reference", reference.item, onward=True)


@edges("reference")
def of_reference(item: Item) -> Iterator[Edge]:
    reference = Reference.objects.select_related("member__item").get(pk=item.pk)
    yield Edge("was given by", reference.member.item, onward=False)
    for use in ReferenceUse.objects.filter(reference=item.pk).exclude(about=None).select_related("about"):
        if use.about:
            yield Edge("was used for", use.about, onward=True)


@edges("build")
def of_build(item: Item) -> Iterator[Edge]:
    build = Build.objects.select_related("program__item").get(pk=item.pk)
    yield Edge("was sent by", build.program.item, onward=False)
    for deployment in build.deployments.select_related("member__item"):
        yield Edge("is deployed at", deployment.member.item, onward=True)


@edges("session")
def of_session(item: Item) -> Iterator[Edge]:
    session = Session.objects.select_related("program__item").get(pk=item.pk)
    yield Edge("belongs to", session.program.item, onward=False)
    for member in session.members.select_related("item"):
        yield Edge("is with", member.item, onward=False)
