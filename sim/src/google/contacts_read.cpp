#include <nlohmann/json.hpp>

#include "google/contact_writes.h"
#include "google/handlers.h"
#include "google/json_text.h"
#include "google/masks.h"
#include "google/person_rendering.h"
#include "google/read_request.h"

namespace lockstep::sim::google {
namespace {

constexpr std::size_t kNamesMax = 200;  // G18

/// The account's own profile, which is no contact (G43).
std::string render_profile(const Account& account, const FieldSet& mask) {
  const std::string source = R"({"type":"PROFILE","id":")" + account.id + R"("})";
  std::string out = R"({"resourceName":"people/)" + account.id + R"(","etag":")" +
                    PersonEtagMaker(mask).make({}) + '"';
  if (mask.test(index_of(PersonField::metadata))) {
    out += R"(,"metadata":{"sources":[{"type":"PROFILE","id":")" + account.id +
           R"(","profileMetadata":{"objectType":"PERSON","userTypes":["GOOGLE_USER"]}}],)"
           R"("objectType":"PERSON"})";
  }
  if (mask.test(index_of(PersonField::names))) {
    out += R"(,"names":[{"metadata":{"primary":true,"source":)" + source +
           R"(,"sourcePrimary":true},"displayName":)";
    append_json_string(out, account.email.substr(0, account.email.find('@')));
    out += "}]";
  }
  if (mask.test(index_of(PersonField::email_addresses))) {
    out += R"(,"emailAddresses":[{"metadata":{"primary":true,"verified":true,)"
           R"("source":{"type":"ACCOUNT","id":")" +
           account.id + R"("},"sourcePrimary":true},"value":)";
    append_json_string(out, account.email);
    out += "}]";
  }
  return out + "}";
}

/// The person of this name as `read_at` shows it, or nullopt.
std::optional<std::string> find_person(const Call& call, const ReadRequest& read,
                                       const std::string& resource_name) {
  if (resource_name == "people/me" || resource_name == "people/" + call.account.id) {
    return read.sources.profile ? std::optional(render_profile(call.account, read.mask))
                                : std::nullopt;
  }
  const Contact* const contact = call.account.contacts.find(resource_name);
  if (contact == nullptr) {
    return std::nullopt;
  }
  const ContactVersion* const version = ContactStore::as_of(*contact, call.read_at);
  if (version == nullptr || version->place != Place::contacts) {
    return std::nullopt;
  }
  std::string out;
  PersonRenderer(read.mask, {.shows_contact_source = read.sources.contact})
      .append(out, contact->id, *version);
  return out;
}

}  // namespace

Answer get_person(Call& call) {
  Checked<ReadRequest> read = read_request(call, /*mask_required=*/true);
  if (!read) {
    return read.error();
  }
  std::optional<std::string> person =
      find_person(call, *read, "people/" + call.captures.at("person"));
  if (!person) {
    return catalogue_error(kNotFound);
  }
  return std::move(*person);
}

Answer get_people(Call& call) {
  Checked<ReadRequest> read = read_request(call, /*mask_required=*/true);
  if (!read) {
    return read.error();
  }
  const std::vector<std::string> names = call.parameters.list("resourceNames");
  if (names.empty() || names.size() > kNamesMax) {
    return catalogue_error(kInvalidArgument);
  }
  std::string out = R"({"responses":[)";
  for (const std::string& name : names) {
    if (out.back() != '[') {
      out += ',';
    }
    const std::optional<std::string> person = find_person(call, *read, name);
    out += person ? R"({"httpStatusCode":200,"person":)" + *person : R"({"httpStatusCode":404)";
    out += R"(,"requestedResourceName":)";
    append_json_string(out, name);
    out += R"(,"status":)" +
           (person ? std::string("{}") : to_status_json(catalogue_error(kNotFound))) + "}";
  }
  return out + "]}";
}

}  // namespace lockstep::sim::google
