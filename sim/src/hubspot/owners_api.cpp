/// Operations on owners: /crm/v3/owners.

#include <algorithm>
#include <optional>
#include <string>

#include "lockstep/base/text.h"
#include "lockstep/base/timestamp.h"

#include "handlers.h"
#include "json_read.h"
#include "json_text.h"
#include "request_read.h"

namespace lockstep::sim::hubspot {
namespace {

constexpr std::size_t kOwnersDefault = 100;

// Assumed (hubspot.owners.limits): the description names the default alone.
constexpr std::size_t kOwnersMax = 500;

void append_owner(std::string& out, const Owner& owner) {
  out += out.back() == '}' ? ",{" : "{";
  const auto text = [&](std::string_view name, std::string_view value) {
    append_json_name(out, name);
    append_json_string(out, value);
  };
  text("id", std::to_string(owner.id));
  text("email", owner.email);
  text("type", "PERSON");
  text("firstName", owner.first_name);
  text("lastName", owner.last_name);
  // Assumed (hubspot.owners.removed): who was removed is no user any more.
  if (!owner.archived) {
    append_json_name(out, "userId");
    out += std::to_string(owner.user_id);
  }
  append_json_name(out, "userIdIncludingInactive");
  out += std::to_string(owner.user_id);
  text("createdAt", format_timestamp(owner.created));
  text("updatedAt", format_timestamp(owner.updated));
  append_json_name(out, "archived");
  out += owner.archived ? "true}" : "false}";
}

}  // namespace

Answer list_owners(Call& call) {
  const auto page = read_page(call.request.query, kOwnersDefault, kOwnersMax);
  const auto archived = read_flag(call.request.query, "archived");
  if (!page || !archived) {
    return page ? archived.problem() : page.problem();
  }
  const std::string email = ascii_lower(trim(find_value(call.request.query, "email").value_or("")));
  std::string body = "{\"results\":[";
  std::size_t shown = 0;
  for (const auto& [id, owner] : call.state.owners.all()) {
    const bool asked_for = email.empty() || ascii_lower(owner.email) == email;
    if (id < page->after || owner.archived != *archived || !asked_for) {
      continue;
    }
    if (shown == page->limit) {
      return json_answer(200, body + "]" + paging_text(call.request, std::to_string(id)) + "}");
    }
    ++shown;
    append_owner(body, owner);
  }
  return json_answer(200, body + "]}");
}

Answer get_owner(Call& call) {
  const auto archived = read_flag(call.request.query, "archived");
  if (!archived) {
    return archived.problem();
  }
  const std::string_view id_property = find_value(call.request.query, "idProperty").value_or("id");
  if (id_property != "id" && id_property != "userId") {
    return malformed_parameter("idProperty", id_property);
  }
  const auto number = parse_count(call.captures.at("owner"));
  const auto& owners = call.state.owners.all();
  const auto found = std::ranges::find_if(owners, [&](const auto& entry) {
    const Owner& owner = entry.second;
    const std::uint64_t id = id_property == "id" ? owner.id : owner.user_id;
    return number == id && owner.archived == *archived;
  });
  if (found == owners.end()) {
    return not_found();
  }
  std::string body(1, ' ');
  append_owner(body, found->second);
  return json_answer(200, body.substr(1));
}

}  // namespace lockstep::sim::hubspot
