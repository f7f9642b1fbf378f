#include <nlohmann/json.hpp>

#include <cstddef>
#include <utility>

#include "google/contact_writes.h"
#include "google/handlers.h"
#include "google/masks.h"
#include "google/person_rendering.h"
#include "google/read_request.h"
#include "google/request_body.h"

namespace lockstep::sim::google {
namespace {

constexpr std::size_t kTextBytesUsual = 1024;

std::string render_current(const Call& call, const ReadRequest& read, std::uint64_t id) {
  std::string out;
  out.reserve(kTextBytesUsual);
  PersonRenderer(read.mask, {.shows_contact_source = read.sources.contact})
      .append(out, id, *call.account.contacts.find(id)->current);
  return out;
}

/// The body of a request that is a Person; an empty one holds none (G61).
Checked<Json> read_person_body(const Call& call) {
  Checked<Json> body = parse_body(call.request.body);
  if (body && body->empty()) {
    return invalid_argument("Request must contain a person.");
  }
  return body;
}

}  // namespace

Answer create_contact(Call& call) {
  Checked<ReadRequest> read = read_request(call, /*mask_required=*/false);
  if (!read) {
    return read.error();
  }
  Checked<Json> body = read_person_body(call);
  if (!body) {
    return body.error();
  }
  Checked<CheckedCreate> checked =
      check_create(call.state, call.account, std::move(*body), "person");
  if (!checked) {
    return checked.error();
  }
  if (room_of(call.state.options, call.account) == 0) {
    return catalogue_error(kStorageLimit);
  }
  const std::uint64_t id = carry_out(call.state, call.account, std::move(*checked), call.now);
  return render_current(call, *read, id);
}

Answer update_contact(Call& call) {
  Checked<ReadRequest> read = read_request(call, /*mask_required=*/false);
  if (!read) {
    return read.error();
  }
  Checked<FieldSet> mask =
      read_update_mask(call.parameters.text("updatePersonFields"), "updatePersonFields");
  if (!mask) {
    return mask.error();
  }
  Checked<Json> body = read_person_body(call);
  if (!body) {
    return body.error();
  }
  Checked<CheckedUpdate> checked = check_update(
      call.state, call.account, "people/" + call.captures.at("person"), std::move(*body), *mask);
  if (!checked) {
    return checked.error();
  }
  const std::uint64_t id = checked->id;
  carry_out(call.state, call.account, std::move(*checked), call.now);
  return render_current(call, *read, id);
}

Answer delete_contact(Call& call) {
  const Contact* const contact =
      find_connection(call.account, "people/" + call.captures.at("person"));
  if (contact == nullptr) {
    return ApiError{
        404, "NOT_FOUND",
        "<eye3 title='NOT_FOUND'/> generic::NOT_FOUND: Contact person resources are not found.",
        R"({"@type":"type.googleapis.com/google.rpc.BadRequest","fieldViolations":[)"
        R"({"field":"resourceNames[0]","description":"Resource not found."}]})"};  // G77
  }
  move_to_trash(call.account, *contact, call.now);
  return std::string("{}");
}

}  // namespace lockstep::sim::google
