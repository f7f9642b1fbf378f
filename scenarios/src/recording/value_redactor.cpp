#include "recording/value_redactor.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <iterator>

#include "lockstep/base/text.h"
#include "lockstep/base/timestamp.h"
#include "lockstep/base/url.h"

#include "recording/api_words.h"
#include "recording/fake_date.h"

namespace lockstep::scenario {
namespace {

bool is_resource_name(std::string_view text) {
  return text.starts_with("people/") || text.starts_with("otherContacts/") ||
         text.starts_with("contactGroups/");
}

/// Milliseconds since 1970 between 2001 and 2033, or a time as both services write it.
bool is_time(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  constexpr std::int64_t kBegin = 1'000'000'000'000;
  const bool is_epoch = error == std::errc() && end == text.data() + text.size() &&
                        number >= kBegin && number < 2 * kBegin;
  return is_epoch || parse_timestamp(text).has_value();
}

/// Year, month and day, and nothing else.
bool is_date(const Json& json) {
  const auto items = json.items();
  return !json.empty() && std::all_of(items.begin(), items.end(), [](const auto& part) {
    return part.value().is_number_integer() &&
           (part.key() == "year" || part.key() == "month" || part.key() == "day");
  });
}

bool is_credential(Kind kind) {
  return kind == Kind::token || kind == Kind::secret || kind == Kind::code || kind == Kind::cookie;
}

}  // namespace

std::string ValueRedactor::list(std::string_view text, char separator, Kind kind) {
  std::vector<std::string> parts;
  for (const std::string_view part : split(text, separator)) {
    parts.push_back(value(kind, part));
  }
  return join(parts, std::string(1, separator));
}

std::string ValueRedactor::name(std::string_view name) {
  // "names.familyName" is two of them, and "*" all.
  std::string result;
  std::string part;
  const auto flush = [&] {
    result += is_api_name(part) || kept_->contains(part) ? part : names_->words(part);
    part.clear();
  };
  for (const char letter : name) {
    if (std::string_view(".()/* ").find(letter) == std::string_view::npos) {
      part += letter;
      continue;
    }
    flush();
    result += letter;
  }
  flush();
  return result;
}

bool ValueRedactor::is_offset(std::string_view text) const {
  return cursors_are_offsets_ && is_count(text);
}

std::string ValueRedactor::value(Kind kind, std::string_view text) {
  switch (kind) {
    case Kind::text:
      return is_resource_name(text) ? names_->resource_name(text) : names_->text(text);
    case Kind::number:
      if (is_count(text)) {  // A larger number may be anybody's.
        return std::string(text);
      }
      [[fallthrough]];
    case Kind::message:
      return text.find_first_of(" @/") == text.npos ? names_->constant(text)
                                                    : names_->message(text);
    case Kind::time: return is_time(text) ? std::string(text) : names_->words(text);
    case Kind::name: return name(text);
    case Kind::names: return list(text, ',', Kind::name);
    case Kind::email: return names_->email(text);
    case Kind::emails: return list(text, ';', Kind::email);
    case Kind::domain: return names_->domain(text);
    case Kind::phone: {
      // A search may ask for the end of a number alone.
      const bool has_star = text.find('*') != text.npos;
      return has_star ? list(text, '*', Kind::phone) : names_->phone(text);
    }
    case Kind::date: return names_->date(text);
    case Kind::url: return names_->url(text);
    case Kind::link: return link(text);
    case Kind::id: return names_->words(text);
    case Kind::cursor: return is_offset(text) ? std::string(text) : names_->words(text);
    case Kind::resource: return names_->resource_name(text);
    case Kind::source_id: return names_->hexadecimal_id(text);
    case Kind::token: return names_->placeholder("token", text);
    case Kind::secret: return names_->placeholder("secret", text);
    case Kind::code: return names_->placeholder("code", text);
    case Kind::cookie: return names_->placeholder("cookie", text);
    case Kind::photo: return "";
  }
  return "";
}

Json ValueRedactor::number(const Json& json, Kind kind) {
  if (kind == Kind::number || kind == Kind::time || !json.is_number()) {
    return json;
  }
  if (json.is_number_float()) {
    return 0.5;
  }
  std::string digits = json.dump();
  const bool is_negative = digits.front() == '-';
  digits.erase(0, is_negative ? 1 : 0);
  if (kind == Kind::cursor && is_offset(digits)) {
    return json;
  }
  digits = kind == Kind::message ? names_->constant(digits) : names_->words(digits);
  const Json fake = Json::parse((is_negative ? "-" : "") + digits, nullptr, false);
  return fake.is_number_integer() ? fake : Json(0);
}

Json ValueRedactor::leaves(const Json& json, Kind kind) {
  if (json.is_string()) {
    return value(kind, json.get<std::string>());
  }
  if (json.is_array()) {
    Json list = Json::array();
    for (const Json& item : json) {
      list.push_back(item.is_structured() ? any(item, "", "") : leaves(item, kind));
    }
    return list;
  }
  return json.is_object() ? object(json, "") : number(json, kind);
}

Json ValueRedactor::properties(const Json& json) {
  Json result = Json::object();
  for (const auto& [property, held] : json.items()) {
    const Kind kind = property_kind(property);
    if (kept_->contains(property)) {
      result[property] = held;
    } else if (held.is_array()) {  // The history of one property.
      Json history = Json::array();
      for (const Json& version : held) {
        Json redacted = any(version, "", "history");
        if (version.is_object() && version.contains("value")) {
          redacted["value"] = leaves(version["value"], kind);
        }
        history.push_back(std::move(redacted));
      }
      result[name(property)] = std::move(history);
    } else {
      result[name(property)] = leaves(held, kind);
    }
  }
  return result;
}

std::string ValueRedactor::member_name(const std::string& name) {
  if (is_api_name(name) || kept_->contains(name)) {
    return name;
  }
  return is_resource_name(name) ? names_->resource_name(name) : names_->text(name);
}

Json ValueRedactor::object(const Json& json, std::string_view parent) {
  Json result = Json::object();
  // Filters and inputs say beside a value what it is.
  const auto said = [&](const char* member) {
    const auto found = json.find(member);
    return found != json.end() && found->is_string() ? found->get<std::string>() : "";
  };
  const std::string property = said("propertyName");
  const std::string id_property = said("idProperty");
  for (const auto& [member, held] : json.items()) {
    if (member == "photos" || member == "coverPhotos") {
      continue;
    }
    const bool is_of_property =
        !property.empty() && (member == "value" || member == "values" || member == "highValue");
    if (is_of_property || (member == "id" && !id_property.empty())) {
      const std::string& of = is_of_property ? property : id_property;
      result[member] = kept_->contains(of) ? held : leaves(held, property_kind(of));
    } else if ((member == "properties" || member == "propertiesWithHistory") && held.is_object()) {
      result[member] = properties(held);
    } else if (kept_->contains(member) && !is_credential(member_kind(parent, member))) {
      result[member] = held;
    } else {
      result[member_name(member)] = any(held, parent, member);
    }
  }
  return result;
}

Json ValueRedactor::any(const Json& json, std::string_view parent, std::string_view member) {
  if (json.is_object()) {
    return is_date(json) ? moved_date(json, names_->days()) : object(json, member);
  }
  if (json.is_array()) {
    Json list = Json::array();
    for (const Json& item : json) {
      list.push_back(any(item, parent, member));
    }
    return list;
  }
  const Kind kind = member_kind(parent, member);
  return json.is_string() ? Json(value(kind, json.get<std::string>())) : number(json, kind);
}

Json ValueRedactor::body(const Json& json) { return any(json, "", ""); }

Query ValueRedactor::query(const Query& query) {
  Query result;
  for (const auto& [parameter, held] : query) {
    if (kept_->contains(parameter) && parameter_kind(parameter) == Kind::text) {
      result.emplace_back(parameter, held);
    } else {
      result.emplace_back(is_api_name(parameter) ? parameter : names_->words(parameter),
                          value(parameter_kind(parameter), held));
    }
  }
  return result;
}

std::string ValueRedactor::segment(std::string_view before, std::string_view segment,
                                   std::string_view id_property) {
  const std::string decoded = percent_decode(segment).value_or(std::string(segment));
  if (!is_valid_utf8(decoded)) {
    return "-";
  }
  if (before == "access-tokens" || before == "refresh-tokens") {
    return percent_encode(names_->placeholder("token", decoded));
  }
  // "c1:updateContact", "people:batchGet".
  const std::size_t colon = decoded.rfind(':');
  if (colon != decoded.npos && is_api_word(std::string_view(decoded).substr(colon + 1)) &&
      decoded == segment) {
    return this->segment(before, std::string_view(decoded).substr(0, colon), id_property) +
           decoded.substr(colon);
  }
  if (is_api_word(decoded)) {
    const bool is_number =
        std::ranges::all_of(decoded, [](char one) { return one >= '0' && one <= '9'; });
    if (!is_number && before != "name") {
      return std::string(segment);
    }
  }
  std::string fake;
  if (before == "people" || before == "otherContacts" || before == "contactGroups") {
    fake = names_->resource_name(std::string(before) + "/" + decoded).substr(before.size() + 1);
  } else if (before == "contacts" && !id_property.empty()) {
    fake = value(property_kind(id_property), decoded);
  } else if (before == "contacts" && decoded.find('@') == decoded.npos && is_api_name(decoded)) {
    fake = decoded;  // A property, by its name.
  } else {
    fake = names_->text(decoded) == decoded ? decoded : value(Kind::text, decoded);
    if (std::ranges::all_of(decoded, [](char one) { return one >= '0' && one <= '9'; })) {
      fake = names_->words(decoded);
    }
  }
  return decoded == segment && fake.find_first_of("/?#% ") == fake.npos && is_valid_utf8(fake) &&
                 std::ranges::none_of(fake, [](char one) { return (one & 0x80) != 0; })
             ? fake
             : percent_encode(fake);
}

std::string ValueRedactor::path(std::string_view path, const Query& query) {
  const std::string id_property(find_value(query, "idProperty").value_or(""));
  std::string result;
  std::string_view before;
  bool is_first = true;
  for (const std::string_view part : split(path, '/')) {
    result += is_first ? "" : "/";
    result += part.empty() ? "" : segment(before, part, id_property);
    before = part;
    is_first = false;
  }
  return result;
}

std::string ValueRedactor::link(std::string_view link) {
  std::size_t begin = 0;
  if (const std::size_t scheme = link.find("://"); scheme != link.npos) {
    begin = std::min(link.find('/', scheme + 3), link.size());
  }
  constexpr std::string_view kApis[] = {"https://api.hubapi.com", "https://app.hubspot.com",
                                        "https://people.googleapis.com"};
  const std::string_view host = link.substr(0, begin);
  const bool is_api = std::ranges::find(kApis, host) != std::end(kApis);
  Request request;
  set_target(request, link.substr(begin));
  if (request.path.empty()) {
    return names_->url(link);
  }
  Request redacted;
  redacted.query = query(request.query);
  redacted.path = path(request.path, request.query);
  return (host.empty() || is_api ? std::string(host) : names_->url(host)) + format_target(redacted);
}

}  // namespace lockstep::scenario
