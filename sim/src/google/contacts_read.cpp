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

struct FoundPerson {
  bool is_profile = false;
  const Contact* contact = nullptr;
  const ContactVersion* version = nullptr;
};

/// The person of this name as `read_at` shows it, or nullopt.
std::optional<FoundPerson> find_person(const Call& call, const ReadRequest& read,
                                       const std::string& resource_name) {
  if (resource_name == "people/me" || resource_name == "people/" + call.account.id) {
    return read.sources.profile ? std::optional(FoundPerson{.is_profile = true}) : std::nullopt;
  }
  const Contact* const contact = call.account.contacts.find(resource_name);
  if (contact == nullptr) {
    return std::nullopt;
  }
  const ContactVersion* const version = ContactStore::as_of(*contact, call.read_at);
  if (version == nullptr || version->place != Place::contacts) {
    return std::nullopt;
  }
  return FoundPerson{.contact = contact, .version = version};
}

/// @param depth  Of objects and lists around the person.
void append_person(AnswerText& out, const Call& call, const ReadRequest& read,
                   const FoundPerson& found, std::size_t depth) {
  if (found.is_profile) {
    out += render_profile(call.account, read.mask);
  } else {
    PersonRenderer(read.mask, {.shows_contact_source = read.sources.contact})
        .append_kept(out, call.state.rendered, found.contact->id, *found.version, depth,
                     call.pretty);
  }
}

}  // namespace

Answer get_person(Call& call) {
  Checked<ReadRequest> read = read_request(call, /*mask_required=*/true);
  if (!read) {
    return read.error();
  }
  const std::optional<FoundPerson> found =
      find_person(call, *read, "people/" + call.captures.at("person"));
  if (!found) {
    return catalogue_error(kNotFound);
  }
  AnswerText out;
  append_person(out, call, *read, *found, /*depth=*/0);
  return out;
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
  AnswerText out(R"({"responses":[)");
  for (const std::string& name : names) {
    if (out.back() != '[') {
      out += ',';
    }
    const std::optional<FoundPerson> found = find_person(call, *read, name);
    out += R"({"httpStatusCode":)";
    out += found ? R"(200,"person":)" : "404";
    if (found) {
      append_person(out, call, *read, *found, /*depth=*/3);
    }
    out += R"(,"requestedResourceName":)";
    std::string requested;
    append_json_string(requested, name);
    out += requested;
    out += R"(,"status":)";
    out += found ? std::string("{}") : to_status_json(catalogue_error(kNotFound));
    out += '}';
  }
  out += "]}";
  return out;
}

}  // namespace lockstep::sim::google
