"""Makes valid requests plausible, and counts how each operation answers.

That an end comes after its start, or that only whoever has the wanted shift can accept a swap, no schema can say. Without
this, most of what is sent would be refused by the first such rule, and what needs several of them would not be reached.
"""

import atexit
import json
import os
import random
import urllib.request
import uuid
from collections import Counter
from datetime import datetime, timedelta, timezone

import schemathesis
from schemathesis.core.parameters import ParameterLocation

choice = random.Random(0)
answers = Counter()
operations = []
known = {}  # resources as last seen, by id
tokens = []
me = None  # whose token every request has
cursors = {}  # by address and edition
linked = []  # a user and the id of a sign-in, of each that is linked


# ---------------------------------------------------------------- before the first request


@schemathesis.hook
def before_load_schema(context, raw_schema):
    global me
    me = ask("GET", "/v1/users/me")["id"]
    for path in raw_schema["paths"].values():
        operations.extend(operation["operationId"] for operation in path.values())
    # Whoever is erased has left, and that comes after it in the document.
    for _ in range(60):
        leaver = ask("POST", "/v1/users", {"name": "Nobody", "email": f"{choice.getrandbits(64)}@example.com"})
        learn(ask("POST", f"/v1/users/{leaver['id']}/deactivate"))


def ask(method, path, body=None):
    request = urllib.request.Request(os.environ["ROTA"] + path, method=method)
    request.add_header("Authorization", "Bearer " + os.environ["TOKEN"])
    if body is not None:
        request.add_header("Content-Type", "application/json")
        request.data = json.dumps(body).encode()
    with urllib.request.urlopen(request) as response:
        return json.load(response)


# ---------------------------------------------------------------- after each answer


@schemathesis.hook
def after_call(context, case, response):
    # Another method is tried as well, which says nothing of this operation.
    if case.method.upper() == case.operation.method.upper():
        answers[case.operation.definition.raw["operationId"], response.status_code // 100] += 1
    if case.method.upper() == "DELETE" and response.status_code == 204:
        known.pop((case.path_parameters or {}).get("id"), None)
    if response.status_code < 300 and "json" in response.headers.get("content-type", [""])[0]:
        found = response.json()
        if case.operation.definition.raw["operationId"] == "linkIdentity":
            linked.append((case.path_parameters["id"], found["id"]))
        if "next" in found:
            cursors[list_of(case)] = found["next"]
        # What is published may be older than what is planned.
        if (case.query or {}).get("view") != "published":
            learn(found)


def list_of(case):
    return case.formatted_path, (case.query or {}).get("view")


def learn(found):
    for part in found.values() if isinstance(found, dict) else found:
        if isinstance(part, (dict, list)):
            learn(part)
    if isinstance(found, dict):
        if "id" in found and "version" in found:
            known[found["id"]] = found
        if "path" in found:
            tokens.append(found["path"].split("/")[-1].removesuffix(".ics"))


# ---------------------------------------------------------------- before each request


def is_user(found):
    return "email" in found and found["status"] == "ACTIVE"


def is_inactive(found):
    return "email" in found and found["status"] == "INACTIVE"


def is_shift(found):
    return "location" in found and found["status"] == "PUBLISHED" and found["start"] > datetime.now(timezone.utc).isoformat()


def is_swappable(found):
    person = known.get(found["assignee"], {}) if is_shift(found) else {}
    return is_user(person) and (found["role"] is None or found["role"] in person["roles"])


def is_offered(found):
    return "wantedFrom" in found and found["status"] == "OFFERED"


# What the id after the first segment of a path is of.
KINDS = {
    "users": lambda found: "email" in found,
    "people": lambda found: "email" in found,
    "shifts": lambda found: "location" in found,
    "absences": lambda found: "user" in found and "end" in found,
    "swaps": lambda found: "wantedFrom" in found,
    "calendars": lambda found: "path" in found,
}

# What an operation succeeds with, where that is little of all that is there.
FIT = {
    "claimShift": lambda found: is_shift(found) and found["assignee"] is None and found["role"] is None,
    "releaseShift": lambda found: is_shift(found) and found["claimed"],
    "acceptSwap": is_offered,
    "declineSwap": is_offered,
    "withdrawSwap": lambda found: "wantedFrom" in found and found["status"] in ("OFFERED", "ACCEPTED"),
    "approveSwap": lambda found: "wantedFrom" in found and found["status"] == "ACCEPTED",
    "listClaimableShifts": is_user,
    "deactivateUser": is_user,
    "reactivateUser": is_inactive,
    "erasePerson": is_inactive,
    "eraseUser": is_inactive,
}


def pick(is_fit):
    return choice.choice([found for found in known.values() if is_fit(found)] or [{}])


@schemathesis.hook
def before_call(context, case, kwargs):
    if case.meta is None:
        return
    components = case.meta.components
    valid = [
        where
        for where in ParameterLocation
        if (components[where] if where in components else case.meta.generation).mode.is_positive
    ]
    operation = case.operation.definition.raw["operationId"]
    path = case.path_parameters if ParameterLocation.PATH in valid and case.path_parameters else {}
    headers = case.headers if ParameterLocation.HEADER in valid and case.headers else {}
    # One in five stays as it is: an id of nothing, a version of yesterday, a key that was used.
    if choice.random() < 0.8:
        if "id" in path:
            kind = KINDS[case.operation.path.split("/")[2]]
            path["id"] = pick(FIT.get(operation, kind)).get("id", path["id"])
        if operation == "unlinkIdentity" and linked:
            path["id"], path["identity"] = linked.pop(choice.randrange(len(linked)))
        if "token" in path and tokens:
            path["token"] = choice.choice(tokens)
        if "If-Match" in headers:
            headers["If-Match"] = '"%s"' % known.get(path.get("id"), {}).get("version", 0)
        if "Idempotency-Key" in headers:
            headers["Idempotency-Key"] = str(uuid.UUID(int=choice.getrandbits(128)))
    # Somebody who deactivates themselves, or loses their sign-in, is refused from then on, whatever else they ask.
    if path.get("id") == me and case.operation.path.startswith("/v1/users/") and case.method.upper() != "GET":
        path["id"] = pick(lambda found: "email" in found and found["id"] != me).get("id", str(uuid.UUID(int=0)))
    if ParameterLocation.QUERY in valid and case.query:
        if "cursor" in case.query and list_of(case) not in cursors:
            del case.query["cursor"]
        complete(case.query, cursors.get(list_of(case)))
    if ParameterLocation.BODY in valid and isinstance(case.body, dict):
        complete(case.body)
        relate(operation, case.body, known.get(path.get("id"), {}))


def complete(fields, cursor=None):
    """With what a field's name and its neighbours ask for."""
    now = datetime.now(timezone.utc).replace(minute=0, second=0, microsecond=0)
    # What is asked for is of the weeks that the sample data are of; what is new, of a year in which there is room.
    start = now + timedelta(hours=choice.randrange(24, 9000 if "start" in fields or "end" in fields else 500))
    if "start" in fields or "end" in fields:
        # One without the other is about the other as it is, which a merge patch leaves.
        fields |= {"start": "", "end": ""}
    if "to" in fields:
        fields["from"] = ""
    for name, value in list(fields.items()):
        if value is None:
            continue
        if name in ("start", "from", "at", "expiresAt"):
            fields[name] = start.isoformat()
        elif name in ("end", "to"):
            fields[name] = (start + timedelta(hours=8)).isoformat()
        elif name == "zone":
            fields[name] = choice.choice(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"])
        elif name == "cursor":
            # None is known before a list has had a second page.
            fields.pop(name)
            if cursor:
                fields[name] = cursor
        elif name == "weeks" and isinstance(value, list):
            fields[name] = [int(week) for week in value]
        elif name == "email":
            fields[name] = f"{choice.getrandbits(64)}@example.com"
        elif name in ("user", "assignee"):
            fields[name] = pick(is_user).get("id", value)
        elif isinstance(value, str):
            fields[name] = "".join(c for c in value if c.isprintable()).strip() or "x"


def relate(operation, fields, found):
    """With what the resources that a request names ask for."""
    if operation == "createShift" and choice.random() < 0.6:
        # Something to claim and to swap.
        fields |= {"status": "PUBLISHED", "role": None}
    elif operation == "createCalendar":
        # Nobody makes one for somebody else.
        fields["user"] = me
    elif operation == "acceptSwap" and found:
        fields["user"] = found.get("wantedFrom", fields["user"])
    elif operation == "offerSwap":
        offered = pick(is_swappable)
        wanted = pick(
            lambda shift: is_swappable(shift)
            and shift["role"] == offered.get("role")
            and shift["assignee"] != offered.get("assignee")
        )
        if wanted:
            fields |= {"offeredBy": offered["assignee"], "offered": offered["id"], "wanted": wanted["id"]}
            fields.pop("expiresAt", None)


# ---------------------------------------------------------------- at the end


@atexit.register
def report():
    with open(os.environ["ANSWERS"], "w") as file:
        for operation in operations:
            file.write(f"{operation} {answers[operation, 2]} {answers[operation, 4]}\n")
