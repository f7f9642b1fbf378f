/// Field masks: which fields an answer shows, which fields an update replaces (G30–G39).

#pragma once

#include <string_view>

#include "google/checked.h"
#include "google/errors.h"
#include "google/person_fields.h"

namespace lockstep::sim::google {

/// Reads a mask of fields to show.
/// @param name How the request calls it: "personFields", "readMask", "copyMask". It stands in the
///     messages.
[[nodiscard]] Checked<FieldSet> read_show_mask(std::string_view text, std::string_view name);

/// Reads a mask of fields to replace: "updatePersonFields", "updateMask".
[[nodiscard]] Checked<FieldSet> read_update_mask(std::string_view text, std::string_view name);

/// What Other contacts can show (G38).
[[nodiscard]] FieldSet other_contact_fields();
/// What a sync of Other contacts can show: photos are not syncable (G94).
[[nodiscard]] FieldSet other_contact_sync_fields();

/// `Invalid readMask mask path: "urls". Valid paths are documented at …` for the first path of
/// `text` outside `allowed`; nullopt if there is none. @pre `text` is a valid mask.
[[nodiscard]] std::optional<ApiError> first_path_outside(const FieldSet& allowed,
                                                         std::string_view text,
                                                         std::string_view name);

}  // namespace lockstep::sim::google
