// otherContacts.copyOtherContactToMyContactsGroup (G40, G95).

#include <nlohmann/json.hpp>

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "google/handlers.h"
#include "google/masks.h"
#include "google/person_rendering.h"
#include "google/request_body.h"

namespace lockstep::sim::google {
namespace {

constexpr std::array kRequest = {FieldShape{.name = "copyMask"}, FieldShape{.name = "readMask"},
                                 FieldShape{.name = "sources", .repeated = true}};
constexpr MessageShape kRequestShape{"google.people.v1.CopyOtherContactToMyContactsGroupRequest",
                                     kRequest};

struct CopyRequest {
  FieldSet copied;
  FieldSet shown;
  Sources sources;
};

Checked<CopyRequest> read_copy_request(const Call& call) {
  constexpr std::string_view kCopyMask = "copyMask";
  const Checked<Json> parsed = parse_body(call.request.body);
  if (!parsed) {
    return parsed.error();
  }
  if (auto error = check_shape(*parsed, kRequestShape, "")) {
    return std::move(*error);
  }
  const Json body = normalised(*parsed, kRequestShape);
  const std::string copy_text = body.value(kCopyMask, "");
  const Checked<FieldSet> copied = read_show_mask(copy_text, kCopyMask);
  if (!copied) {
    return copied.error();
  }
  const FieldSet copyable = other_contact_sync_fields().reset(index_of(PersonField::metadata));
  if (auto error = first_path_outside(copyable, copy_text, kCopyMask)) {
    return std::move(*error);
  }
  CopyRequest request{.copied = *copied, .shown = *copied, .sources = {}};
  request.shown.set(index_of(PersonField::metadata)).set(index_of(PersonField::memberships));
  if (const std::string read_text = body.value("readMask", ""); !read_text.empty()) {
    const Checked<FieldSet> shown = read_show_mask(read_text, "readMask");
    if (!shown) {
      return shown.error();
    }
    request.shown = *shown;
  }
  const Checked<Sources> sources =
      read_sources(body.value("sources", std::vector<std::string>()), kContactAndProfile);
  if (!sources) {
    return sources.error();
  }
  request.sources = *sources;
  return request;
}

}  // namespace

Answer copy_other_contact(Call& call) {
  const Checked<CopyRequest> request = read_copy_request(call);
  if (!request) {
    return request.error();
  }
  const std::string& name = call.captures.at("contact");
  const Contact* const contact = call.account.contacts.find("people/" + name);
  if (contact == nullptr || contact->current->place != Place::other) {
    return catalogue_error(kNotFound);
  }
  Json fields = writable_fields(contact->current->person->fields());
  for (const PersonFieldInfo& info : person_fields()) {
    if (!request->copied.test(index_of(info.field))) {
      fields.erase(std::string(info.name));
    }
  }
  if (fields.empty()) {
    return invalid_argument("Must specify a non-metadata contact field on the person");  // G61
  }
  // The same number leaves Other contacts and enters Contacts (G95), so that the account holds no
  // more contacts than before and its limit cannot be met (G101).
  ContactVersion next = *contact->current;
  next.place = Place::contacts;
  next.groups = {std::string(kMyContacts)};
  next.created_by_api = true;
  set_person(call.state, contact->id, next, std::move(fields));
  call.account.contacts.change(contact->id, std::move(next), call.now);
  std::string out;
  PersonRenderer(request->shown, {.shows_contact_source = request->sources.contact})
      .append(out, contact->id, *contact->current);
  return out;
}

}  // namespace lockstep::sim::google
