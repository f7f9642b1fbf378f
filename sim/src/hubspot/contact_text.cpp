#include "contact_text.h"

#include <array>
#include <set>

#include "lockstep/base/timestamp.h"

#include "json_text.h"
#include "values.h"

namespace lockstep::sim::hubspot {
namespace {

constexpr std::array<std::string_view, 6> kDefaultNames{
    "createdate", "email", "firstname", "hs_object_id", "lastmodifieddate", "lastname"};

constexpr std::array<std::string_view, 3> kAlwaysRead{"createdate", "hs_object_id",
                                                      "lastmodifieddate"};

/// What an update's answer shows besides the changed properties (F36).
constexpr std::array<std::string_view, 9> kAlwaysWritten{
    "createdate",       "hs_is_unworked",      "hs_object_id",
    "hs_object_source", "hs_object_source_id", "hs_object_source_label",
    "hs_pipeline",      "lastmodifieddate",    "lifecyclestage"};

void append_dates(std::string& out, const Contact& contact) {
  append_json_name(out, "createdAt");
  append_json_string(out, format_timestamp(contact.created));
  append_json_name(out, "updatedAt");
  append_json_string(out, format_timestamp(contact.modified));
  append_json_name(out, "archived");
  out += contact.archived_at ? "true" : "false";
  if (contact.archived_at) {
    append_json_name(out, "archivedAt");
    append_json_string(out, format_timestamp(*contact.archived_at));
  }
}

/// Dates that the portal derives are epoch milliseconds in write answers (F36).
std::string as_written(std::string_view name, std::string value) {
  if (name.starts_with("hs_lifecyclestage_")) {
    if (const auto instant = parse_instant(value)) {
      return std::to_string(to_epoch_ms(*instant));
    }
  }
  return value;
}

std::map<std::string, std::string> written_properties(const Contact& contact,
                                                      const WriteAnswer& answer) {
  std::map<std::string, std::string> shown;
  if (answer.created) {
    shown = properties_of(contact);
    for (auto& [name, value] : shown) {
      value = as_written(name, std::move(value));
    }
    return shown;
  }
  for (const std::string_view name : kAlwaysWritten) {
    if (auto value = property_of(contact, name)) {
      shown.emplace(name, std::move(*value));
    }
  }
  for (const std::string& name : answer.written) {
    shown[name] = as_written(name, property_of(contact, name).value_or(""));
  }
  return shown;
}

}  // namespace

std::vector<std::string> names_to_read(const PropertySchema& schema,
                                       const std::vector<std::string>& requested) {
  std::set<std::string> names;
  if (requested.empty()) {
    names.insert(kDefaultNames.begin(), kDefaultNames.end());
  }
  for (const std::string& name : requested) {
    if (schema.find(name) != nullptr) {
      names.insert(name);
    }
  }
  names.insert(kAlwaysRead.begin(), kAlwaysRead.end());
  return {names.begin(), names.end()};
}

void append_read_record(std::string& out, const Contact& contact,
                        const std::vector<std::string>& names, const HubSpotOptions& options,
                        std::string_view more) {
  const std::string id = std::to_string(contact.id);
  out += "{\"id\":";
  append_json_string(out, id);
  append_json_name(out, "properties");
  out += '{';
  for (const std::string& name : names) {
    if (const auto value = property_of(contact, name)) {
      append_json_name(out, name);
      append_json_string(out, *value);
    } else if (!options.unset_properties_left_out) {
      append_json_name(out, name);
      out += "null";
    }
  }
  out += '}';
  append_dates(out, contact);
  out += more;
  append_json_name(out, "url");
  append_json_string(out,
                     "https://app.hubspot.com/contacts/" + options.portal_id + "/record/0-1/" + id);
  out += '}';
}

void append_written_record(std::string& out, const Contact& contact, const WriteAnswer& answer) {
  out += "{\"id\":";
  append_json_string(out, std::to_string(contact.id));
  append_json_name(out, "properties");
  out += '{';
  for (const auto& [name, value] : written_properties(contact, answer)) {
    append_json_name(out, name);
    append_json_string(out, value);
  }
  out += '}';
  append_dates(out, contact);
  if (answer.upsert) {
    append_json_name(out, "new");
    out += answer.created ? "true" : "false";
  }
  if (!answer.trace_id.empty()) {
    append_json_name(out, "objectWriteTraceId");
    append_json_string(out, answer.trace_id);
  }
  out += '}';
}

}  // namespace lockstep::sim::hubspot
