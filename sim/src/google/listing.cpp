#include "google/listing.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>
#include <limits>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "lockstep/base/text.h"

#include "drawn_order.h"
#include "google/json_text.h"
#include "google/list_token.h"
#include "google/person_rendering.h"

namespace lockstep::sim::google {
namespace {

constexpr std::size_t kUnlimited = std::numeric_limits<std::size_t>::max();

bool is_connection(const ContactVersion& version) { return version.place == Place::contacts; }
bool is_other(const ContactVersion& version) { return version.place == Place::other; }
bool was_connection(const ContactVersion& version) { return version.was_connection; }
bool was_other(const ContactVersion& version) { return version.was_other; }

/// Where a page begins, and what its answer is a part of.
struct PageStart {
  bool is_sync = false;
  bool is_first_page = true;
  std::uint64_t sync_base = 0;  ///< Of a sync: the position of its sync token.
  std::uint64_t position = 0;   ///< Everything up to here has been shown.
  std::uint64_t next_base = 0;  ///< The position of the next sync token.
  Instant full_sync;
};

/// The people of one page, and where the next one begins.
struct Page {
  std::vector<ShownContact> people;
  std::optional<std::uint64_t> next_position;
  std::size_t total = 0;
};

/// Page and sync tokens freeze the request's other parameters (G81).
std::uint64_t frozen(const Call& call, const PeopleList& list, const ListRequest& request) {
  std::string text(list.people_member);
  text += ' ' + call.account.id + ' ' + request.mask.to_string();
  text += request.sources.contact ? 'c' : '-';
  text += request.sources.profile ? 'p' : '-';
  text += std::to_string(static_cast<int>(request.order));
  if (call.state.options.page_size_frozen) {
    text += ' ' + std::to_string(request.page_size);
  }
  return fingerprint(text);
}

/// A page token belongs, besides, to its sync token and to the wish for the next one.
std::uint64_t frozen_for_pages(const Call& call, std::uint64_t parameters, bool wants_sync_token) {
  std::string text = to_hex(parameters) + (wants_sync_token ? "s " : "- ");
  text += call.parameters.text("syncToken");
  return fingerprint(text);
}

ApiError expired_sync_token(const GoogleOptions& options) {
  ApiError error = catalogue_error(kExpiredSyncToken);
  return options.expired_sync_token_is_failed_precondition
             ? error
             : with_status(std::move(error), "INVALID_ARGUMENT");
}

Checked<PageStart> read_tokens(const Call& call, const PeopleList& list,
                               const ListRequest& request) {
  const ContactStore& store = call.account.contacts;
  const std::uint64_t parameters = frozen(call, list, request);
  PageStart start{.next_base = store.position_at(call.list_at), .full_sync = call.now};
  const std::string_view sync_text = call.parameters.text("syncToken");
  if (!sync_text.empty()) {
    const std::optional<ListToken> sync = read_token(sync_text, TokenKind::sync);
    if (!sync) {
      return catalogue_error(kInvalidArgument);  // G85
    }
    if (sync->generation != call.state.sync_generation ||
        call.now >= sync->full_sync + call.state.options.sync_token_life) {
      return expired_sync_token(call.state.options);
    }
    if (sync->parameters != parameters) {
      return catalogue_error(kInvalidArgument);
    }
    start.is_sync = true;
    start.sync_base = sync->position;
    start.position = sync->position;
    start.full_sync = sync->full_sync;
    // A sync never goes back, even if it is shown an older state than the one before.
    start.next_base = std::max(start.next_base, sync->position);
  }
  const std::string_view page_text = call.parameters.text("pageToken");
  if (!page_text.empty()) {
    const std::optional<ListToken> page = read_token(page_text, TokenKind::page);
    if (!page || page->parameters != frozen_for_pages(call, parameters, request.wants_sync_token)) {
      return catalogue_error(kInvalidArgument);
    }
    start.is_first_page = false;
    start.position = page->position;
    start.next_base = page->start;
    start.full_sync = page->full_sync;
  }
  return start;
}

/// Last changed first. A contact that changes while it is paged moves to a page that has been.
Page page_descending(std::vector<ShownContact> people, std::uint64_t position, std::size_t limit) {
  std::ranges::reverse(people);
  const auto begin = std::ranges::find_if(people, [&](const ShownContact& shown) {
    return position == 0 || shown.version->revision < position;
  });
  people.erase(people.begin(), begin);
  Page page;
  if (people.size() > limit) {
    page.next_position = people[limit - 1].version->revision;
    people.resize(limit);
  }
  page.people = std::move(people);
  return page;
}

std::string sort_key(const ContactVersion& version, SortOrder order) {
  const Json::json_pointer given("/names/0/givenName");
  const Json::json_pointer family("/names/0/familyName");
  const std::shared_ptr<const Json> fields = version.person->kept_fields();
  const std::string first = fields->value(given, "");
  const std::string last = fields->value(family, "");
  return ascii_lower(order == SortOrder::first_name_ascending ? first + '\n' + last
                                                              : last + '\n' + first);
}

/// By name; the position is an offset.
Page page_by_name(const std::vector<ShownContact>& people, const PageStart& start,
                  std::size_t limit, SortOrder order) {
  std::vector<std::pair<std::string, ShownContact>> keyed;
  keyed.reserve(people.size());
  for (const ShownContact& shown : people) {
    keyed.emplace_back(sort_key(*shown.version, order), shown);
  }
  std::ranges::stable_sort(keyed, {}, [](const auto& entry) { return entry.first; });
  Page page;
  for (std::size_t at = start.position; at < keyed.size(); ++at) {
    if (page.people.size() == limit) {
      page.next_position = at;
      break;
    }
    page.people.push_back(keyed[at].second);
  }
  return page;
}

Page page_by_revision(std::vector<ShownContact> people, std::size_t limit) {
  Page page;
  if (people.size() > limit) {
    page.next_position = people[limit - 1].version->revision;
    people.resize(limit);
  }
  page.people = std::move(people);
  return page;
}

/// As GoogleOptions::drawn_order has it; the position is the rank of the last one shown. A contact
/// that changes while it is paged keeps its place: the next sync tells it.
Page page_by_draw(const std::vector<ShownContact>& people, const PageStart& start,
                  std::size_t limit, std::uint64_t draw) {
  std::map<std::uint64_t, ShownContact> ranked;
  for (const ShownContact& shown : people) {
    ranked.emplace(drawn_rank(draw, shown.contact->id), shown);
  }
  Page page;
  auto entry = start.is_first_page ? ranked.begin() : ranked.upper_bound(start.position);
  for (; entry != ranked.end() && page.people.size() < limit; ++entry) {
    page.people.push_back(entry->second);
  }
  if (entry != ranked.end()) {
    page.next_position = std::prev(entry)->first;
  }
  return page;
}

std::size_t total_of(const Call& call, const PeopleList& list, const PageStart& start,
                     VersionFilter filter) {
  const ContactStore& store = call.account.contacts;
  const bool shows_present = call.list_at == call.now;
  if (!start.is_sync && shows_present) {
    return store.count(list.place);
  }
  return store.changed_after(start.sync_base, call.list_at, kUnlimited, filter).size();
}

Page read_page(const Call& call, const PeopleList& list, const ListRequest& request,
               const PageStart& start) {
  const ContactStore& store = call.account.contacts;
  const bool contacts = list.place == Place::contacts;
  const VersionFilter now_in_list = contacts ? is_connection : is_other;
  const VersionFilter ever_in_list = contacts ? was_connection : was_other;
  const VersionFilter filter = start.is_sync ? ever_in_list : now_in_list;
  const auto limit = static_cast<std::size_t>(request.page_size);
  // The order counts only where no sync is requested (G89).
  const bool sorts = !start.is_sync && !request.wants_sync_token;
  const std::optional<std::size_t>& draw = call.state.options.drawn_order;
  Page page;
  if (!sorts && draw) {
    page = page_by_draw(store.changed_after(start.sync_base, call.list_at, kUnlimited, filter),
                        start, limit, *draw);
  } else if (!sorts || request.order == SortOrder::last_modified_ascending) {
    page = page_by_revision(store.changed_after(start.position, call.list_at, limit + 1, filter),
                            limit);
  } else {
    std::vector<ShownContact> all = store.changed_after(0, call.list_at, kUnlimited, filter);
    page = request.order == SortOrder::last_modified_descending
               ? page_descending(std::move(all), start.position, limit)
               : page_by_name(all, start, limit, request.order);
  }
  page.total = total_of(call, list, start, filter);
  return page;
}

void append_people(AnswerText& out, const Call& call, const PeopleList& list,
                   const ListRequest& request, const PageStart& start, const Page& page) {
  const PersonRenderer renderer(request.mask,
                                {.is_list = true,
                                 .is_sync = start.is_sync,
                                 .marks_list_etags = !call.state.options.list_etags_accepted,
                                 .shows_contact_source = request.sources.contact});
  out += "\"";
  out += list.people_member;
  out += "\":[";
  bool first = true;
  for (const auto& [contact, version] : page.people) {
    if (!first) {
      out += ',';
    }
    first = false;
    if (version->place == list.place) {
      renderer.append_kept(out, call.state.rendered, contact->id, *version, /*depth=*/2,
                           call.pretty);
    } else {
      out += renderer.tombstone(contact->id, list.place);
    }
  }
  out += "],";
}

/// nextPageToken, or nextSyncToken on the last page of a request that wants it (G80).
void append_next_token(AnswerText& out, const Call& call, const PeopleList& list,
                       const ListRequest& request, const PageStart& start, const Page& page) {
  const std::uint64_t parameters = frozen(call, list, request);
  ListToken token{.list = call.account.id,
                  .start = start.next_base,
                  .full_sync = start.full_sync,
                  .generation = call.state.sync_generation};
  if (page.next_position) {
    token.kind = TokenKind::page;
    token.parameters = frozen_for_pages(call, parameters, request.wants_sync_token);
    token.position = *page.next_position;
    out += R"("nextPageToken":")" + write_token(token) + R"(",)";
  } else if (request.wants_sync_token) {
    token.kind = TokenKind::sync;
    token.parameters = parameters;
    token.position = start.next_base;
    out += R"("nextSyncToken":")" + write_token(token) + R"(",)";
  }
}

}  // namespace

Checked<int> read_page_size(const Parameters& parameters, int fallback, int size_max) {
  const Checked<int> size = parameters.number("pageSize");
  if (!size) {
    return size.error();
  }
  if (*size > size_max) {
    return invalid_argument("Page size must be less than or equal to " + std::to_string(size_max) +
                            ".");
  }
  if (*size < 0) {
    return catalogue_error(kInvalidArgument);
  }
  return *size == 0 ? fallback : *size;
}

Answer answer_page(const Call& call, const PeopleList& list, const ListRequest& request) {
  const Checked<PageStart> start = read_tokens(call, list, request);
  if (!start) {
    return start.error();
  }
  const Page page = read_page(call, list, request, *start);
  AnswerText out("{");
  if (!page.people.empty()) {
    append_people(out, call, list, request, *start, page);
  }
  append_next_token(out, call, list, request, *start, page);
  const std::string total = std::to_string(page.total);
  if (page.total != 0) {
    out += list.counts_people ? R"("totalPeople":)" + total + R"(,"totalItems":)" + total
                              : R"("totalSize":)" + total;
  } else if (out.back() == ',') {
    out.pop_back();
  }
  out += '}';
  return out;
}

}  // namespace lockstep::sim::google
