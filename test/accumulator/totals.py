"""The running totals of a register, folded from the bodies of its records as docs/record-format.md tells."""

import hashlib
import json

OPERATIONS = ("purchase", "purchase-return", "sale", "sale-return")
PAYMENTS = ("card", "cash", "mobile")
DIRECTIONS = ("deposit", "withdrawal")
#: A sale and a returned purchase bring cash, the other two take it.
CASH = {"sale": 1, "purchase-return": 1, "purchase": -1, "sale-return": -1}


class BelowZero(Exception):
    pass


def number(text):
    return int(text["int"])


def sum_text(value):
    return {"int": str(value)}


def counter():
    return {"count": 0, "sum": 0}


def count(into, value):
    into["count"] += 1
    into["sum"] += value


def counter_text(of):
    return {"count": of["count"], "sum": sum_text(of["sum"])}


def each(value):
    return {operation: value(operation) for operation in OPERATIONS}


def texts(of, text):
    return {operation: text(of[operation]) for operation in OPERATIONS}


class Totals:
    def __init__(self):
        self.cash = 0
        self.open = None
        self.non_nullable = each(lambda _: 0)
        self.ticket_totals = each(lambda _: 0)
        self.placement_totals = {direction: 0 for direction in DIRECTIONS}
        self.known = None
        self.clear()

    def clear(self):
        """All of a shift at zero; what counts for life goes on."""
        self.operations = each(lambda _: counter())
        self.discounts = each(lambda _: counter())
        self.markups = each(lambda _: counter())
        self.sections = {}
        self.taxes = {}
        self.start = dict(self.non_nullable)
        self.tickets = each(lambda _: {
            "all": counter(), "offline": 0, "discount": 0, "markup": 0, "change": 0,
            "payments": {payment: counter() for payment in PAYMENTS},
        })
        self.placements = {direction: {"all": counter(), "offline": 0} for direction in DIRECTIONS}

    def digest(self):
        if self.known is None:
            text = json.dumps(self.text(), ensure_ascii=False, separators=(",", ":"))
            self.known = hashlib.sha256(text.encode("utf-8")).digest()
        return self.known

    def text(self):
        return {
            "cash": sum_text(self.cash),
            "discounts": texts(self.discounts, counter_text),
            "markups": texts(self.markups, counter_text),
            "nonNullable": texts(self.non_nullable, sum_text),
            "operations": texts(self.operations, counter_text),
            "placements": {direction: {
                "count": self.placements[direction]["all"]["count"],
                "offlineCount": self.placements[direction]["offline"],
                "sum": sum_text(self.placements[direction]["all"]["sum"]),
                "totalCount": self.placement_totals[direction],
            } for direction in DIRECTIONS},
            "sections": [
                {"code": code, "operations": texts(of, counter_text)} for code, of in self.sections.items()
            ],
            "startNonNullable": texts(self.start, sum_text),
            "taxes": [{
                "operations": texts(of, lambda tax: {"sum": sum_text(tax["sum"]), "turnover": sum_text(tax["turnover"])}),
                "rate": rate,
            } for rate, of in self.taxes.items()],
            "tickets": {operation: self.ticket_text(operation) for operation in OPERATIONS},
        }

    def ticket_text(self, operation):
        of = self.tickets[operation]
        return {
            "changeSum": sum_text(of["change"]),
            "count": of["all"]["count"],
            "discountSum": sum_text(of["discount"]),
            "markupSum": sum_text(of["markup"]),
            "offlineCount": of["offline"],
            "payments": {payment: counter_text(of["payments"][payment]) for payment in PAYMENTS},
            "sum": sum_text(of["all"]["sum"]),
            "totalCount": self.ticket_totals[operation],
        }

    def base(self, base):
        """Numbers and sums that somebody else counted before."""
        self.known = None
        standing = base.get("standing")
        if isinstance(standing, dict):
            self.open = base["shift"]
            return self.take(standing["counters"])
        if standing == "closed" and self.open == base["shift"]:
            self.open = None
        if self.open is not None and self.open < base["shift"]:
            self.open = None
        self.cash = number(base["cash"])
        self.non_nullable = each(lambda operation: number(base["nonNullable"][operation]))
        self.start = dict(self.non_nullable)
        self.ticket_totals = dict(base["ticketTotalCounts"])
        self.placement_totals = dict(base["placementTotalCounts"])

    def take(self, there):
        """A shift that is open elsewhere, with all that was counted there."""
        def pair(of):
            return {"count": of["count"], "sum": number(of["sum"])}

        def pairs(of):
            return each(lambda operation: pair(of[operation]))
        self.cash = number(there["cash"])
        self.non_nullable = each(lambda operation: number(there["nonNullable"][operation]))
        self.start = each(lambda operation: number(there["startNonNullable"][operation]))
        self.operations = pairs(there["operations"])
        self.discounts = pairs(there["discounts"])
        self.markups = pairs(there["markups"])
        self.sections = {one["code"]: pairs(one["operations"]) for one in there["sections"]}
        self.taxes = {one["rate"]: each(lambda operation, of=one["operations"]: {
            "turnover": number(of[operation]["turnover"]), "sum": number(of[operation]["sum"]),
        }) for one in there["taxes"]}
        self.ticket_totals = each(lambda operation: there["tickets"][operation]["totalCount"])
        self.tickets = each(lambda operation: self.ticket_there(there["tickets"][operation], pair))
        self.placement_totals = {way: there["placements"][way]["totalCount"] for way in DIRECTIONS}
        self.placements = {way: {
            "all": pair(there["placements"][way]), "offline": there["placements"][way]["offlineCount"],
        } for way in DIRECTIONS}

    @staticmethod
    def ticket_there(of, pair):
        return {
            "all": pair(of), "offline": of["offlineCount"], "discount": number(of["discountSum"]),
            "markup": number(of["markupSum"]), "change": number(of["changeSum"]),
            "payments": {payment: pair(of["payments"][payment]) for payment in PAYMENTS},
        }

    def document(self, document, autonomous):
        self.known = None
        if document["type"] == "close":
            return self.close(document["report"])
        if self.open is None:
            self.clear()
        self.open = document["shift"]
        if document["type"] == "ticket":
            self.ticket(document["ticket"], autonomous)
        else:
            self.placement(document["direction"], number(document["sum"]), autonomous)
        if self.cash < 0:
            raise BelowZero()

    def close(self, report):
        self.cash = number(report["cash"])
        for direction in DIRECTIONS:
            self.placement_totals[direction] = report["placements"][direction]["totalCount"]
        self.clear()
        self.open = None

    def placement(self, direction, value, autonomous):
        self.placement_totals[direction] += 1
        count(self.placements[direction]["all"], value)
        self.placements[direction]["offline"] += autonomous
        self.cash += value if direction == "deposit" else -value

    def ticket(self, ticket, autonomous):
        operation = ticket["operation"]
        of = self.tickets[operation]
        self.non_nullable[operation] += number(ticket["total"])
        self.ticket_totals[operation] += 1
        count(of["all"], number(ticket["total"]))
        of["offline"] += autonomous
        of["change"] += number(ticket["change"]) if "change" in ticket else 0
        for payment, value in ticket["payments"].items():
            count(of["payments"][payment], number(value))
        if "cash" in ticket["payments"]:
            self.cash += CASH[operation] * number(ticket["payments"]["cash"])
        for item in ticket["items"]:
            worth = 0 if item.get("storno") else number(item["sum"])
            count(self.operations[operation], worth)
            count(self.sections.setdefault(item["section"], each(lambda _: counter()))[operation], worth)
        of["discount"] += self.modified(ticket, "discount", self.discounts[operation])
        of["markup"] += self.modified(ticket, "markup", self.markups[operation])
        for tax in ticket["vat"]:
            fresh = each(lambda _: {"sum": 0, "turnover": 0})
            into = self.taxes.setdefault(tax["rate"], fresh)[operation]
            into["sum"] += number(tax["sum"])
            into["turnover"] += number(tax["turnover"])

    def modified(self, ticket, kind, into):
        before = into["sum"]
        for item in ticket["items"]:
            if kind in item:
                count(into, 0 if item.get("storno") else number(item[kind]["sum"]))
        if kind in ticket:
            count(into, number(ticket[kind]["sum"]))
        return into["sum"] - before
