"""Charter over the API: programs, members and every step of their way, references, builds, sessions."""

from __future__ import annotations

from tandem.charter import api_builds, api_members, api_programs, api_references, api_sessions

ROUTERS = {
    "/charter-programs": api_programs.router, "/charter-members": api_members.router,
    "/references": api_references.router,
    "/builds": api_builds.router, "/sessions": api_sessions.router,
}  # fmt: skip
