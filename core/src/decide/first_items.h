/// Fields of which only the first item is mapped: names, emails, organisations, addresses …

#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

#include "lockstep/core/contact.h"
#include "lockstep/core/field.h"
#include "lockstep/core/link.h"
#include "lockstep/core/mapping.h"

namespace lockstep {

/// The mappings that share one field's first item, such as company and job title.
struct ItemGroup {
  std::string field;
  std::vector<const FieldMapping*> mappings;
};

/// The values of the field's first item; none if `notes` say that it does not count.
[[nodiscard]] MappedValues read_first_item(const ItemGroup& group, const Json& array,
                                           const GoogleNotes& notes);

/// Changes the first item, makes one, or removes one that has nothing left; keeps all others and
/// every member that is not mapped (KEP-1). An item that a removal uncovers is noted.
void change_first_item(const ItemGroup& group, Json& array, const MappedChanges& changes,
                       GoogleNotes& notes);

/// True if the field's first item is still the one that the notes say does not count.
[[nodiscard]] bool is_uncovered(const std::string& field, const Json& array,
                                const GoogleNotes& notes);

}  // namespace lockstep
