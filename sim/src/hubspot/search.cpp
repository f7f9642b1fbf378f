#include "search.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>

#include "lockstep/base/text.h"
#include "lockstep/base/timestamp.h"

#include "drawn_order.h"

namespace lockstep::sim::hubspot {
namespace {

/// The order in which candidates come out of the index.
enum class Order { by_id, by_modified };

struct Candidates {
  std::vector<const Contact*> contacts;
  Order order = Order::by_id;
};

/// The addresses that a filter asks for, empty if it is not that kind of filter.
std::vector<std::string> addresses_in(const Filter& filter) {
  std::vector<std::string> addresses;
  const bool secondary = filter.property->name == "hs_additional_emails";
  if (filter.property->name != "email" && !secondary) {
    return addresses;
  }
  const std::string& value = filter.value.text;
  const bool token = secondary && filter.op == Operator::contains_token &&
                     value.find_first_of("* \t\r\n") == std::string::npos;
  if (filter.op == Operator::eq || token) {
    addresses.push_back(value);
  } else if (filter.op == Operator::in) {
    for (const SearchKey& key : filter.values) {
      addresses.push_back(key.text);
    }
  }
  return addresses;
}

/// The addresses that every hit has one of; empty if the request has no such bound.
std::vector<std::string> address_bound(const SearchRequest& request) {
  std::vector<std::string> bound;
  for (const FilterGroup& group : request.groups) {
    std::vector<std::string> addresses;
    for (const Filter& filter : group) {
      if (addresses.empty()) {
        addresses = addresses_in(filter);
      }
    }
    if (addresses.empty()) {
      return {};
    }
    bound.insert(bound.end(), addresses.begin(), addresses.end());
  }
  return bound;
}

/// The earliest lastmodifieddate that a hit can have, in epoch milliseconds.
double modified_bound(const SearchRequest& request) {
  constexpr double kNone = -std::numeric_limits<double>::infinity();
  double bound = request.groups.empty() ? kNone : std::numeric_limits<double>::infinity();
  for (const FilterGroup& group : request.groups) {
    double group_bound = kNone;
    for (const Filter& filter : group) {
      const bool bounds = filter.op == Operator::gt || filter.op == Operator::gte ||
                          filter.op == Operator::eq || filter.op == Operator::between;
      if (bounds && filter.property->name == "lastmodifieddate") {
        group_bound = std::max(group_bound, filter.value.number);
      }
    }
    bound = std::min(bound, group_bound);
  }
  return bound;
}

/// A superset of the hits that is as small as the index can make it at once.
Candidates candidates_of(const SearchIndex& index, const SearchRequest& request) {
  Candidates candidates;
  const std::vector<std::string> addresses = address_bound(request);
  if (!addresses.empty()) {
    std::map<ContactId, const Contact*> found;
    for (const std::string& address : addresses) {
      for (const ContactState& state : index.with_address(address)) {
        found.emplace(state->id, state.get());
      }
    }
    for (const auto& [id, contact] : found) {
      candidates.contacts.push_back(contact);
    }
    return candidates;
  }
  const double bound = modified_bound(request);
  const bool sorted_by_modified =
      request.sort && request.sort->property->name == "lastmodifieddate";
  if (bound > -std::numeric_limits<double>::infinity() || sorted_by_modified) {
    candidates.order = Order::by_modified;
    const auto& states = index.by_modified();
    const auto first =
        bound > -std::numeric_limits<double>::infinity()
            ? states.lower_bound({from_epoch_ms(static_cast<std::int64_t>(bound)), 0})
            : states.begin();
    for (auto state = first; state != states.end(); ++state) {
      candidates.contacts.push_back(state->second.get());
    }
    return candidates;
  }
  for (const auto& [id, state] : index.by_id()) {
    candidates.contacts.push_back(state.get());
  }
  return candidates;
}

std::string digits_of(std::string_view text) {
  std::string digits;
  std::ranges::copy_if(text, std::back_inserter(digits),
                       [](char letter) { return letter >= '0' && letter <= '9'; });
  return digits;
}

/// F61: phones compare by digits. Assumed (hubspot.search.query-words): each word has to be a part
/// of one of the fields.
bool answers_query(const Contact& contact, std::string_view query) {
  constexpr std::array<std::string_view, 6> kTexts{"firstname", "lastname",
                                                   "email",     "hs_additional_emails",
                                                   "company",   "hs_marketable_until_renewal"};
  constexpr std::array<std::string_view, 3> kPhones{"phone", "mobilephone", "fax"};
  const std::string lowered = ascii_lower(query);
  return std::ranges::all_of(split(lowered, ' '), [&](std::string_view word) {
    if (word.empty()) {
      return true;
    }
    const auto in_text = [&](std::string_view name) {
      const auto value = property_of(contact, name);
      return value && ascii_lower(*value).find(word) != std::string::npos;
    };
    const auto in_phone = [&](std::string_view name) {
      const std::string digits = digits_of(word);
      const auto value = property_of(contact, name);
      return value && !digits.empty() && digits_of(*value).find(digits) != std::string::npos;
    };
    return std::ranges::any_of(kTexts, in_text) || std::ranges::any_of(kPhones, in_phone);
  });
}

bool is_hit(const Contact& contact, const SearchRequest& request) {
  const bool in_a_group =
      request.groups.empty() || std::ranges::any_of(request.groups, [&](const FilterGroup& group) {
        return std::ranges::all_of(group,
                                   [&](const Filter& filter) { return passes(contact, filter); });
      });
  return in_a_group && (request.query.empty() || answers_query(contact, request.query));
}

void sort_by_property(std::vector<const Contact*>& hits, const SearchSort& sort,
                      const std::optional<std::size_t>& drawn_order) {
  struct Keyed {
    std::optional<SearchKey> key;
    const Contact* contact;
  };
  const auto rank = [&](const Contact& contact) {
    return drawn_order ? drawn_rank(*drawn_order, contact.id) : contact.id;
  };
  std::vector<Keyed> keyed;
  for (const Contact* const contact : hits) {
    keyed.push_back({search_key_of(*contact, *sort.property), contact});
  }
  std::ranges::stable_sort(keyed, [&](const Keyed& left, const Keyed& right) {
    if (!left.key || !right.key) {
      return left.key.has_value() && !right.key;
    }
    if (*left.key == *right.key) {
      return rank(*left.contact) < rank(*right.contact);
    }
    return (*left.key < *right.key) != sort.descending;
  });
  for (std::size_t at = 0; at < hits.size(); ++at) {
    hits[at] = keyed[at].contact;
  }
}

}  // namespace

std::vector<const Contact*> find_contacts(const SearchIndex& index, const SearchRequest& request) {
  Candidates candidates = candidates_of(index, request);
  std::vector<const Contact*>& hits = candidates.contacts;
  std::erase_if(hits, [&](const Contact* contact) { return !is_hit(*contact, request); });
  const bool by_modified = request.sort && request.sort->property->name == "lastmodifieddate";
  const bool descending = request.sort && request.sort->descending;
  const bool in_order = candidates.order == (by_modified ? Order::by_modified : Order::by_id) &&
                        !descending &&
                        (!request.sort || by_modified ||
                         (request.sort->property->name == "hs_object_id" &&
                          request.sort->property->type == "number"));
  if (request.sort && (!in_order || request.drawn_order)) {
    sort_by_property(hits, *request.sort, request.drawn_order);
  } else if (!in_order) {
    std::ranges::sort(hits, {}, &Contact::id);
  }
  return std::move(hits);
}

}  // namespace lockstep::sim::hubspot
