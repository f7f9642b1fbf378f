#include "google/masks.h"

#include <algorithm>
#include <optional>
#include <string>

#include "lockstep/base/text.h"

namespace lockstep::sim::google {
namespace {

constexpr std::string_view kReadPage = "get";
constexpr std::string_view kUpdatePage = "updateContact";

std::string documented_at(std::string_view page) {
  return "Valid paths are documented at https://developers.google.com/people/api/rest/v1/people/" +
         std::string(page) + ".";
}

ApiError missing_mask(std::string_view name, std::string_view page) {
  // A name that says "mask" itself is not followed by the word (G34).
  const bool says_mask = name.ends_with("Mask");
  return invalid_argument(std::string(name) + (says_mask ? "" : " mask") +
                          " is required. Please specify one or more valid paths. " +
                          documented_at(page));
}

ApiError invalid_path(std::string_view path, std::string_view name, std::string_view page) {
  const bool says_mask = name.ends_with("Mask");
  return invalid_argument("Invalid " + std::string(name) + (says_mask ? "" : " mask") +
                          " path: \"" + to_snake_case(path) + "\". " + documented_at(page));
}

/// G36
ApiError not_a_mask(std::string_view text, std::string_view name) {
  const std::string field = to_snake_case(name);
  return bad_request("Invalid value at '" + field +
                         "' (type.googleapis.com/google.protobuf.FieldMask), Field '" + field +
                         "', Invalid FieldMask '" + std::string(text) +
                         "'. Map keys should be represented as [\"some_key\"].",
                     field);
}

bool is_mask_letter(char letter) {
  const char lower = ascii_lower_letter(letter);
  return (lower >= 'a' && lower <= 'z') || (letter >= '0' && letter <= '9') || letter == '_' ||
         letter == '.' || letter == ',' || letter == '*';
}

Checked<FieldSet> read_mask(std::string_view text, std::string_view name, std::string_view page,
                            bool for_update) {
  if (text.empty()) {
    return missing_mask(name, page);
  }
  if (!std::ranges::all_of(text, is_mask_letter)) {
    return not_a_mask(text, name);
  }
  FieldSet mask;
  for (const std::string_view path : split(text, ',')) {
    const std::optional<PersonField> field = find_person_field(path);
    if (!field || (for_update && !info_of(*field).writable)) {
      return invalid_path(path, name, page);
    }
    mask.set(index_of(*field));
  }
  return mask;
}

}  // namespace

Checked<FieldSet> read_show_mask(std::string_view text, std::string_view name) {
  return read_mask(text, name, kReadPage, /*for_update=*/false);
}

Checked<FieldSet> read_update_mask(std::string_view text, std::string_view name) {
  return read_mask(text, name, kUpdatePage, /*for_update=*/true);
}

FieldSet other_contact_fields() {
  return other_contact_sync_fields().set(index_of(PersonField::photos));
}

FieldSet other_contact_sync_fields() {
  FieldSet fields;
  for (const PersonField field : {PersonField::email_addresses, PersonField::metadata,
                                  PersonField::names, PersonField::phone_numbers}) {
    fields.set(index_of(field));
  }
  return fields;
}

std::optional<ApiError> first_path_outside(const FieldSet& allowed, std::string_view text,
                                           std::string_view name) {
  for (const std::string_view path : split(text, ',')) {
    const std::optional<PersonField> field = find_person_field(path);
    if (field && !allowed.test(index_of(*field))) {
      return invalid_path(path, name, kReadPage);
    }
  }
  return std::nullopt;
}

}  // namespace lockstep::sim::google
