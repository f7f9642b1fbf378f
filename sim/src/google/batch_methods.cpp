#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "google/contact_writes.h"
#include "google/handlers.h"
#include "google/json_text.h"
#include "google/masks.h"
#include "google/person_rendering.h"
#include "google/request_body.h"

namespace lockstep::sim::google {
namespace {

constexpr std::size_t kBatchMax = 200;  // §2 of the People API facts.
constexpr std::size_t kBatchDeleteMax = 500;

/// Errors by index or resource name, in JSON order of the answer.
using ContactErrors = std::vector<std::pair<std::string, ApiError>>;

/// One error fails the whole batch; the details name every contact that would have failed (G20).
ApiError batch_error(const ContactErrors& errors, std::string_view type) {
  ApiError error = errors.front().second;
  std::string details = R"({"@type":"type.googleapis.com/google.people.v1.)" + std::string(type) +
                        R"(","contactErrors":{)";
  for (const auto& [key, contact_error] : errors) {
    if (details.back() != '{') {
      details += ',';
    }
    append_json_string(details, key);
    details += ':' + to_status_json(contact_error);
  }
  details += "}}";
  error.details += (error.details.empty() ? "" : ",") + details;
  return error;
}

struct BatchRead {
  bool reads = false;  ///< An empty readMask: nothing is read, the answer is {} (G21).
  FieldSet mask;
  Sources sources;
};

Checked<BatchRead> read_batch_read(const Json& body) {
  BatchRead read;
  const std::string mask_text = body.value("readMask", "");
  if (!mask_text.empty()) {
    const Checked<FieldSet> mask = read_show_mask(mask_text, "readMask");
    if (!mask) {
      return mask.error();
    }
    read.reads = true;
    read.mask = *mask;
  }
  const Checked<Sources> sources =
      read_sources(body.value("sources", std::vector<std::string>()), kContactAndProfile);
  if (!sources) {
    return sources.error();
  }
  read.sources = *sources;
  return read;
}

constexpr FieldShape kReadMask{.name = "readMask"};
constexpr FieldShape kSources{.name = "sources", .repeated = true};

const MessageShape& batch_create_shape() {
  static const std::array kContact = {
      FieldShape{.name = "contactPerson", .kind = ValueKind::message, .message = &person_shape()}};
  static const MessageShape kContactShape{"google.people.v1.ContactToCreate", kContact};
  static const std::array kMembers = {FieldShape{.name = "contacts",
                                                 .kind = ValueKind::message,
                                                 .repeated = true,
                                                 .message = &kContactShape},
                                      kReadMask, kSources};
  static const MessageShape kShape{"google.people.v1.BatchCreateContactsRequest", kMembers};
  return kShape;
}

/// Without the contacts: their map is checked entry by entry.
const MessageShape& batch_update_shape() {
  static const std::array kMembers = {
      FieldShape{.name = "contacts", .kind = ValueKind::message, .output_only = true},
      FieldShape{.name = "updateMask"}, kReadMask, kSources};
  static const MessageShape kShape{"google.people.v1.BatchUpdateContactsRequest", kMembers};
  return kShape;
}

const MessageShape& batch_delete_shape() {
  static constexpr std::array kMembers = {FieldShape{.name = "resourceNames", .repeated = true}};
  static constexpr MessageShape kShape{"google.people.v1.BatchDeleteContactsRequest", kMembers};
  return kShape;
}

/// The body with its own members under their camelCase names.
Checked<Json> read_batch_body(const Call& call, const MessageShape& shape) {
  Checked<Json> body = parse_body(call.request.body);
  if (!body) {
    return body;
  }
  if (auto error = check_shape(*body, shape, "")) {
    return std::move(*error);
  }
  Json read = Json::object();
  for (const auto& [name, value] : body->items()) {
    if (!value.is_null()) {
      read[to_camel_case(name)] = std::move(value);
    }
  }
  return read;
}

/// @param requested_name As the request calls the contact; "" for a new one.
std::string person_response(const Call& call, const BatchRead& read, std::uint64_t id,
                            std::string_view requested_name) {
  std::string out = R"({"httpStatusCode":200,"person":)";
  PersonRenderer(read.mask, {.shows_contact_source = read.sources.contact})
      .append(out, id, *call.account.contacts.find(id)->current);
  if (!requested_name.empty()) {
    out += R"(,"requestedResourceName":)";
    append_json_string(out, requested_name);
  }
  return out + R"(,"status":{}})";
}

/// The person of {"contactPerson":{…}}; an empty one where there is none.
Json contact_person(const Json& item) {
  const auto person =
      item.find(item.contains("contactPerson") ? "contactPerson" : "contact_person");
  return person != item.end() && person->is_object() ? *person : Json::object();
}

Checked<std::vector<CheckedCreate>> check_creates(const Call& call, const Json& contacts) {
  std::vector<CheckedCreate> creates;
  ContactErrors errors;
  const std::size_t room = room_of(call.state.options, call.account);
  for (std::size_t at = 0; at < contacts.size(); ++at) {
    Checked<CheckedCreate> checked =
        check_create(call.state, call.account, contact_person(contacts[at]), "person");
    if (!checked) {
      errors.emplace_back(std::to_string(at), checked.error());
    } else if (creates.size() >= room) {
      errors.emplace_back(std::to_string(at), catalogue_error(kStorageLimit));
    } else {
      creates.push_back(std::move(*checked));
    }
  }
  if (!errors.empty()) {
    return batch_error(errors, "BatchCreateContactsErrorDetails");
  }
  return creates;
}

Checked<std::vector<CheckedUpdate>> check_updates(const Call& call, const Json& contacts,
                                                  const FieldSet& mask) {
  std::vector<CheckedUpdate> updates;
  ContactErrors errors;
  for (const auto& [name, person] : contacts.items()) {
    if (auto error = check_shape(person, person_shape(), "contacts[" + name + "]")) {
      return std::move(*error);
    }
    Checked<CheckedUpdate> checked = check_update(call.state, call.account, name, person, mask);
    if (checked && std::ranges::find(updates, checked->id, &CheckedUpdate::id) != updates.end()) {
      return catalogue_error(kInvalidArgument);  // The same contact by two of its names (G45).
    }
    if (checked) {
      updates.push_back(std::move(*checked));
    } else {
      errors.emplace_back(name, checked.error());
    }
  }
  if (!errors.empty()) {
    return batch_error(errors, "BatchUpdateContactsErrorDetails");
  }
  return updates;
}

bool is_batch(const Json& body, Json::value_t type) {
  const auto contacts = body.find("contacts");
  return contacts != body.end() && contacts->type() == type && !contacts->empty() &&
         contacts->size() <= kBatchMax;
}

}  // namespace

Answer batch_create_contacts(Call& call) {
  const Checked<Json> body = read_batch_body(call, batch_create_shape());
  if (!body) {
    return body.error();
  }
  const Checked<BatchRead> read = read_batch_read(*body);
  if (!read) {
    return read.error();
  }
  if (!is_batch(*body, Json::value_t::array)) {
    return catalogue_error(kInvalidArgument);
  }
  Checked<std::vector<CheckedCreate>> creates = check_creates(call, body->at("contacts"));
  if (!creates) {
    return creates.error();
  }
  std::string out = R"({"createdPeople":[)";
  for (CheckedCreate& create : *creates) {
    const std::uint64_t id = carry_out(call.state, call.account, std::move(create), call.now);
    if (read->reads) {
      out += (out.back() == '[' ? "" : ",") + person_response(call, *read, id, "");
    }
  }
  return read->reads ? out + "]}" : std::string("{}");
}

Answer batch_update_contacts(Call& call) {
  const Checked<Json> body = read_batch_body(call, batch_update_shape());
  if (!body) {
    return body.error();
  }
  const Checked<FieldSet> mask = read_update_mask(body->value("updateMask", ""), "updateMask");
  if (!mask) {
    return mask.error();
  }
  const Checked<BatchRead> read = read_batch_read(*body);
  if (!read) {
    return read.error();
  }
  if (!is_batch(*body, Json::value_t::object)) {
    return catalogue_error(kInvalidArgument);
  }
  Checked<std::vector<CheckedUpdate>> updates = check_updates(call, body->at("contacts"), *mask);
  if (!updates) {
    return updates.error();
  }
  std::string out = R"({"updateResult":{)";
  auto update = updates->begin();
  for (const auto& [name, person] : body->at("contacts").items()) {
    const std::uint64_t id = update->id;
    carry_out(call.state, call.account, std::move(*update++), call.now);
    if (read->reads) {
      out += out.back() == '{' ? "" : ",";
      append_json_string(out, name);
      out += ':' + person_response(call, *read, id, name);
    }
  }
  return read->reads ? out + "}}" : std::string("{}");
}

Answer batch_delete_contacts(Call& call) {
  const Checked<Json> body = read_batch_body(call, batch_delete_shape());
  if (!body) {
    return body.error();
  }
  const auto names = body->value("resourceNames", std::vector<std::string>());
  if (names.empty() || names.size() > kBatchDeleteMax) {
    return catalogue_error(kInvalidArgument);
  }
  for (const std::string& name : names) {
    if (find_connection(call.account, name) == nullptr) {
      return catalogue_error(kNotFound);
    }
  }
  for (const std::string& name : names) {
    if (const Contact* const contact = find_connection(call.account, name)) {
      move_to_trash(call.account, *contact, call.now);
    }
  }
  return std::string("{}");
}

}  // namespace lockstep::sim::google
