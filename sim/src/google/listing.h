/// Lists of people with paging and syncing: the part that Contacts and Other contacts share.

#pragma once

#include <string>
#include <string_view>

#include "google/call.h"
#include "google/checked.h"
#include "google/person_fields.h"

namespace lockstep::sim::google {

enum class SortOrder {
  last_modified_ascending,
  last_modified_descending,
  first_name_ascending,
  last_name_ascending,
};

/// One of the two lists, as its answers call things.
struct PeopleList {
  Place place;                     ///< Place::contacts or Place::other.
  std::string_view people_member;  ///< "connections"
  bool counts_people;              ///< totalPeople and totalItems, or else totalSize.
};

/// A list request with everything checked but its tokens.
struct ListRequest {
  FieldSet mask;
  Sources sources;
  int page_size = 0;
  SortOrder order = SortOrder::last_modified_ascending;
  bool wants_sync_token = false;
};

/// Reads pageSize: 1 to `size_max`, or `fallback` where it is absent or 0 (G15).
[[nodiscard]] Checked<int> read_page_size(const Parameters& parameters, int fallback, int size_max);

/// Answers a page: the tokens, the people, the totals (G80–G94).
[[nodiscard]] Answer answer_page(const Call& call, const PeopleList& list,
                                 const ListRequest& request);

}  // namespace lockstep::sim::google
