"""Lessons, the quiz, thoughts, and the guided path of a canvas."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.canvas import queries
from rapport.apps.canvas.operations import learning as operations
from rapport.apps.canvas.queries.learning import courses_of, lesson_page, path_of
from rapport.kernel.ids import number_in

USEFUL = {"yes": True, "no": False}


@page("canvas.view")
def lessons(request: HttpRequest, member: Member) -> HttpResponse:
    courses = courses_of(member)
    context = {
        "on_path": [course for course in courses if course.lesson.step],
        "further": [course for course in courses if not course.lesson.step],
        "done": sum(course.done for course in courses),
        "total": len(courses),
        "right": sum(course.right for course in courses),
        "asked": sum(len(course.answers) for course in courses),
    }
    return render(request, "canvas/learning/lessons.html", context)


@page("canvas.view", methods=("GET", "POST"))
def lesson(request: HttpRequest, member: Member, lesson: str) -> HttpResponse:
    found = lesson_page(member, lesson)
    if request.method == "POST":
        operations.finish_lesson(member, lesson)
        if found.following:
            return redirect("canvas:lesson", member.workspace.slug, found.following.name)
        return redirect("canvas:lessons", member.workspace.slug)
    return render(request, "canvas/learning/lesson.html", {"page": found})


@page("canvas.view", methods=("POST",))
def answer(request: HttpRequest, member: Member, lesson: str) -> HttpResponse:
    question, given = request.POST.get("question", ""), request.POST.get("choice", "")
    operations.answer_question(member, lesson, question, int(given) if given.isdecimal() and len(given) < 3 else -1)
    return _to_lesson(member, lesson, f"question-{question}")


@page("canvas.view", methods=("POST",))
def tip(request: HttpRequest, member: Member, lesson: str) -> HttpResponse:
    is_useful = USEFUL.get(request.POST.get("useful", ""))
    operations.mark_tip(member, lesson, is_useful=is_useful, comment=request.POST.get("comment", ""))
    return _to_lesson(member, lesson, "tip")


@page("canvas.view", methods=("POST", "DELETE"))
def thoughts(request: HttpRequest, member: Member, lesson: str) -> HttpResponse:
    """POST keeps a thought, DELETE removes one of the member's own."""
    if request.method == "POST":
        operations.reflect(member, lesson, kind=request.POST.get("kind", ""), text=request.POST.get("text", ""))
    elif _removed(member, lesson, request.POST.get("thought", "")):
        messages.info(request, gettext("The thought is removed."))
    return _to_lesson(member, lesson, "thoughts")


def _removed(member: Member, lesson: str, thought: str) -> bool:
    known = number_in(thought)
    return known is not None and operations.remove_reflection(member, lesson, known)


@page("canvas.view", methods=("GET", "POST", "DELETE"))
def guided_path(request: HttpRequest, member: Member, canvas_id: int) -> HttpResponse:
    """The guided path; POST hides it on the board, DELETE shows it there again."""
    canvas = queries.canvas_of(member, canvas_id)
    address = reverse("canvas:board", args=[member.workspace.slug, canvas_id])
    if request.method == "POST":
        operations.hide_path(member, canvas_id)
        return redirect(address)
    if request.method == "DELETE":
        operations.show_path(member, canvas_id)
        return redirect(address)
    context = {"canvas": canvas, "address": address, "path": path_of(member, canvas)}
    is_fragment = getattr(request, "htmx", False)
    return render(request, "canvas/learning/_path.html" if is_fragment else "canvas/learning/path.html", context)


def _to_lesson(member: Member, lesson: str, place: str) -> HttpResponse:
    return redirect(reverse("canvas:lesson", args=[member.workspace.slug, lesson]) + f"#{place}")
