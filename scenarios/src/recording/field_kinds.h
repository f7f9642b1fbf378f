/// What stands in the members, properties and parameters of both APIs.

#pragma once

#include <string_view>
#include <vector>

#include "lockstep/base/http.h"

namespace lockstep::scenario {

enum class Kind {
  text,     ///< Anybody's: names, notes, and whatever is not known.
  message,  ///< The services' own words and constants, perhaps with somebody's values among them.
  number,   ///< Counts and flags: numbers stay; a text is a message.
  time,     ///< RFC 3339, or milliseconds since 1970.
  name,     ///< Of a property or field.
  names,    ///< Several, with commas: a mask.
  email,
  emails,  ///< With semicolons.
  domain,
  phone,
  date,
  url,
  link,       ///< Of the API itself: a path and a query.
  id,         ///< Ids, etags, page and sync tokens.
  cursor,     ///< Where a page begins: an offset, or an id.
  resource,   ///< "people/c1".
  source_id,  ///< Of a person's source: the number of the contact in hexadecimal.
  token,
  secret,
  code,
  cookie,
  photo,
};

/// Of a member of an object of JSON. @param parent  The nearest member around it, "" for none.
[[nodiscard]] Kind member_kind(std::string_view parent, std::string_view name);

/// Of a HubSpot property; text for one that is not known.
[[nodiscard]] Kind property_kind(std::string_view name);

/// Of a parameter of a URL or a field of a form.
[[nodiscard]] Kind parameter_kind(std::string_view name);

/// Whether a text is a number that may be a size or limit of pages, or an offset: no parameter of
/// either API goes beyond 10,000 (F57).
[[nodiscard]] bool is_count(std::string_view text);

/// Whether `after` is an offset in this exchange, and no id: in HubSpot's searches (F55).
[[nodiscard]] bool has_offsets(const Request& request);

/// Every name in these tables.
[[nodiscard]] std::vector<std::string_view> api_names();

}  // namespace lockstep::scenario
