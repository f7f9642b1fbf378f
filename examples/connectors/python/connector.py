"""Copies HubSpot's contacts to Google Contacts, one way. What it leaves out is in README.md."""
import copy, http.client, json, os, sys
from urllib import parse, request

CONFIG = json.load(open(os.environ["LOCKSTEP_CONFIG"], encoding="utf-8"))
MAPPING = {"firstname": ("names", "givenName"), "lastname": ("names", "familyName"), "phone": ("phoneNumbers", "value"),
           "jobtitle": ("organizations", "title"), "company": ("organizations", "name")}
FIELDS = "names,emailAddresses,phoneNumbers,organizations"


def call(url, token=None, body=None, method=None):
    """What a service answers. The body is sent as JSON, or as a form where there is no token yet."""
    data = body and (json.dumps(body) if token else parse.urlencode(body)).encode()
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"} if token else {}
    return json.load(request.urlopen(request.Request(url, data, headers, method=method), timeout=30))


def log_in(app, refresh_token):
    form = {"grant_type": "refresh_token", "refresh_token": refresh_token,
            "client_id": app["client_id"], "client_secret": app["client_secret"]}
    return app["base_url"], call(app["token_url"], body=form)["access_token"]


def listed(url, token, items, cursor):
    """What all pages hold. HubSpot says where the next one starts in paging.next.after, Google in nextPageToken."""
    page = call(url, token)
    while page:
        yield from page.get(items, [])
        after = page.get("nextPageToken") or page.get("paging", {}).get("next", {}).get("after")
        page = after and call(f"{url}&{cursor}={parse.quote(after)}", token)


def changes(person, contact):
    """The fields that change. Google replaces a field as a whole: what else is in it has to be sent along."""
    fields = copy.deepcopy(person) or {"emailAddresses": [{"value": contact["email"]}]}
    for name, (field, key) in MAPPING.items():
        if contact[name]:  # What HubSpot does not know is not blanked.
            fields.setdefault(field, [{}])[0][key] = contact[name]
    return {field: items for field, items in fields.items() if items != person.get(field)}


def sync(connection):
    hubspot, hubspot_token = log_in(CONFIG["hubspot"], connection["hubspot_refresh_token"])
    google, google_token = log_in(CONFIG["google"], connection["google_refresh_token"])
    contacts = f"{hubspot}/crm/v3/objects/contacts?limit=100&properties=email,{','.join(MAPPING)}"
    people = f"{google}/v1/people/me/connections?pageSize=1000&sources=READ_SOURCE_TYPE_CONTACT&personFields={FIELDS}"
    by_email = {person["emailAddresses"][0]["value"].strip().lower(): person
                for person in listed(people, google_token, "connections", "pageToken") if "emailAddresses" in person}
    for record in listed(contacts, hubspot_token, "results", "after"):
        contact = {name: (text or "").strip() for name, text in record["properties"].items()}
        person = by_email.get(contact["email"].lower(), {})
        fields = changes(person, contact) if contact["email"] else {}
        try:
            if fields and person:
                call(f"{google}/v1/{person['resourceName']}:updateContact?updatePersonFields={','.join(fields)}",
                     google_token, {"etag": person["etag"], **fields}, "PATCH")
            elif fields:
                call(f"{google}/v1/people:createContact", google_token, fields)
        except (OSError, http.client.HTTPException) as failure:
            print(f"HubSpot's contact {record['id']} is left to the next pass: {failure}", file=sys.stderr)
            if getattr(failure, "code", None) == 429:  # A minute is the longest window of Google's quotas.
                call(CONFIG["control"]["url"] + "/wait", CONFIG["control"]["token"], {"ms": 60_000})


for connection in CONFIG["connections"]:
    to_google = [(connection.get(app) or {}).get("records") for app in ("hubspot", "google")] == ["all", "none"]
    if connection["enabled"] and to_google and connection["hubspot_refresh_token"] and connection["google_refresh_token"]:
        sync(connection)
