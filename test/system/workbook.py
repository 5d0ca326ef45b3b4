"""Reads a workbook with the standard library alone: {sheet: [[cell, ...], ...]} as JSON; a cell is [kind, text, format]."""
import json
import re
import sys
import zipfile
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

book = zipfile.ZipFile(sys.argv[1])
assert book.testzip() is None


def xml(name):
    return ElementTree.fromstring(book.read(name))


strings = ["".join(t.text or "" for t in one.iter(MAIN + "t")) for one in xml("xl/sharedStrings.xml")]
styles = xml("xl/styles.xml")
formats = {one.get("numFmtId"): one.get("formatCode") for one in styles.iter(MAIN + "numFmt")}
styled = [formats.get(xf.get("numFmtId"), xf.get("numFmtId")) for xf in styles.find(MAIN + "cellXfs")]
targets = {one.get("Id"): one.get("Target") for one in xml("xl/_rels/workbook.xml.rels")}


def column(address):
    number = 0
    for letter in re.match("[A-Z]+", address).group():
        number = number * 26 + ord(letter) - 64
    return number - 1


def cell(c):
    value = c.find(MAIN + "v")
    if value is None:
        return None
    shape = styled[int(c.get("s"))] if c.get("s") else None
    if c.get("t") == "s":
        return ["text", strings[int(value.text)], shape]
    assert c.get("t") is None, c.get("t")
    return ["number", value.text, shape]


def rows(sheet):
    for row in sheet.iter(MAIN + "row"):
        cells = {column(c.get("r")): cell(c) for c in row}
        yield [cells.get(index) for index in range(max(cells, default=-1) + 1)]


print(
    json.dumps(
        {
            one.get("name"): list(rows(xml("xl/" + targets[one.get(LINK)].removeprefix("/xl/"))))
            for one in xml("xl/workbook.xml").iter(MAIN + "sheet")
        }
    )
)
