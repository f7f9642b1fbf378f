/// Lists of contacts (F109, F112).

#include <optional>
#include <string>

#include "lockstep/base/timestamp.h"

#include "handlers.h"
#include "json_read.h"
#include "json_text.h"
#include "request_read.h"

namespace lockstep::sim::hubspot {
namespace {

constexpr std::size_t kMembersDefault = 100;  // F109
constexpr std::size_t kMembersMax = 250;      // F109

}  // namespace

Answer list_memberships(Call& call) {
  const auto page = read_page(call.request.query, kMembersDefault, kMembersMax);
  if (!page) {
    return page.problem();
  }
  const ContactList* list =
      call.state.lists.find(parse_count(call.captures.at("list")).value_or(0));
  if (list == nullptr) {
    return not_found();
  }
  std::size_t total = 0;
  std::size_t shown = 0;
  std::optional<ContactId> next;
  std::string body = "{\"results\":[";
  for (const auto& [id, joined] : list->members) {
    if (call.state.store.find_live(id) == nullptr) {
      continue;
    }
    ++total;
    if (id < page->after || next) {
      continue;
    }
    if (shown == page->limit) {
      next = id;
      continue;
    }
    body += shown++ == 0 ? "{" : ",{";
    append_json_name(body, "recordId");
    append_json_string(body, std::to_string(id));
    append_json_name(body, "membershipTimestamp");
    append_json_string(body, format_timestamp(joined));
    body += '}';
  }
  body += ']';
  if (next) {
    body += paging_text(call.request, std::to_string(*next));
  }
  return json_answer(200, body + ",\"total\":" + std::to_string(total) + "}");
}

}  // namespace lockstep::sim::hubspot
