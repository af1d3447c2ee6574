"""What kind of file was given, told by its first bytes and only then by its name."""

from __future__ import annotations

from pathlib import Path

from tandem.core.errors import Refused

ARCHIVES = {
    b"\x1f\x8b": "a gzip archive",
    b"BZh": "a bzip2 archive",
    b"7z\xbc\xaf\x27\x1c": "a 7-Zip archive",
    b"Rar!": "a RAR archive",
    b"\xfd7zXZ": "an xz archive",
}
OTHERS = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"PAR1": "a Parquet file",
    b"SQLite format 3": "a database",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
    b"{\\rtf": "a rich text document",
}
OLD_EXCEL = (b"\x09\x08\x10\x00", b"\x09\x08\x08\x00", b"\x09\x04\x06\x00", b"\x09\x02\x06\x00", b"\x09\x00\x04\x00")
BY_NAME = {
    ".tsv": "tsv", ".tab": "tsv", ".csv": "csv", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl",
    ".vtt": "transcript", ".srt": "transcript",
}  # fmt: skip


def format_of(path: Path, name: str) -> str:
    """One of csv, tsv, xlsx, xls, zip, json, jsonl, transcript or text (still to be looked at); anything else is
    refused by name.
    """
    head = _head(path)
    if head.startswith(b"PK") and Path(name).suffix.lower() == ".zip":
        return "zip"
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return "xlsx"
    if head.startswith(b"\xd0\xcf\x11\xe0") or head.startswith(OLD_EXCEL):
        return "xls"
    _refuse_known(head)
    suffix = Path(name).suffix.lower()
    if suffix not in (".csv", ".tsv", ".tab"):
        _refuse_markup(head, suffix)
    return BY_NAME.get(suffix, "text")


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            head = stream.read(512)
    except OSError:
        raise Refused("The file cannot be opened.") from None
    if not head:
        raise Refused("The file is empty.")
    return head


def _refuse_known(head: bytes) -> None:
    for mark, what in ARCHIVES.items():
        if head.startswith(mark):
            raise Refused(f"This is {what}. Unpack it and give the file inside.")
    for mark, what in OTHERS.items():
        if head.startswith(mark):
            raise Refused(f"This is {what}, which cannot be imported. Give a CSV, XLSX or JSON file.")


def _refuse_markup(head: bytes, suffix: str) -> None:
    start = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if start.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<style", b"<head", b"<div")):
        raise Refused("This file is a web page saved under another name. Open it and save it as CSV or XLSX.")
    if start.startswith((b"<?xml", b"<!doctype", b"<workbook")):
        raise Refused("This file is XML, which cannot be imported. Save it as CSV, XLSX or JSON.")
    if suffix in (".xls", ".xlsx", ".xlsm") and start.startswith(b"mime-version"):
        raise Refused("This file is a web archive saved under an Excel name. Open it and save it as CSV or XLSX.")
