#include "lockstep/core/link.h"

#include <utility>

#include "json_values.h"

namespace lockstep {
namespace {

Json to_json(const FieldValue& value) { return value.empty() ? Json::array() : Json(value.parts); }

Json to_json(const GoogleNotes& notes) {
  Json json = Json::object();
  if (notes.first_number) {
    Json& first = json["first_number"] = {{"number", notes.first_number->number},
                                          {"rival", notes.first_number->rival}};
    if (notes.first_number->stands_for) {
      first["stands_for"] = to_string(*notes.first_number->stands_for);
    }
  }
  if (!notes.uncovered.empty()) {
    json["uncovered"] = notes.uncovered;
  }
  return json;
}

GoogleNotes read_notes(const Json& json) {
  GoogleNotes notes;
  if (const Json* const first = find_member(json, "first_number")) {
    const std::string slot = text_member(*first, "stands_for");
    notes.first_number = {text_member(*first, "number"), std::nullopt,
                          text_member(*first, "rival")};
    for (const PhoneSlot candidate : {PhoneSlot::mobile, PhoneSlot::fax}) {
      if (slot == to_string(candidate)) {
        notes.first_number->stands_for = candidate;
      }
    }
  }
  if (const Json* const uncovered = find_member(json, "uncovered");
      uncovered != nullptr && uncovered->is_object()) {
    for (const auto& [name, item] : uncovered->items()) {
      if (item.is_string()) {
        notes.uncovered.emplace(name, item.get<std::string>());
      }
    }
  }
  return notes;
}

}  // namespace

std::string to_text(const Link& link) {
  Json json = {{"hubspot_id", link.hubspot_id}, {"google_id", link.google_id}};
  if (link.hubspot_gone) {
    json["hubspot_gone"] = true;
  }
  if (link.google_gone) {
    json["google_gone"] = true;
  }
  Json& base = json["base"] = Json::object();
  for (const auto& [field, values] : link.base) {
    base[field] = {{"hubspot", to_json(values.hubspot)}, {"google", to_json(values.google)}};
  }
  if (link.notes != GoogleNotes{}) {
    json["notes"] = to_json(link.notes);
  }
  return to_json_text(json);
}

Result<Link> parse_link(std::string_view text) {
  const Json json = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  const Json* const base = find_member(json, "base");
  if (base == nullptr || !base->is_object()) {
    return failure(ErrorKind::corrupt_state, "a stored link is damaged", "store.link");
  }
  Link link;
  link.hubspot_id = text_member(json, "hubspot_id");
  link.google_id = text_member(json, "google_id");
  link.hubspot_gone = is_set(json, "hubspot_gone");
  link.google_gone = is_set(json, "google_gone");
  for (const auto& [field, values] : base->items()) {
    link.base.emplace(
        field, FieldBase{{texts_member(values, "hubspot")}, {texts_member(values, "google")}});
  }
  if (const Json* const notes = find_member(json, "notes")) {
    link.notes = read_notes(*notes);
  }
  return link;
}

}  // namespace lockstep
