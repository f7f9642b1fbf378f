#include "property_schema.h"

#include <algorithm>
#include <array>
#include <utility>

#include "lockstep/base/assert.h"
#include "lockstep/base/timestamp.h"

#include "property_table.h"

namespace lockstep::sim::hubspot {
namespace {

std::optional<Instant> instant_of(std::int64_t epoch_ms) {
  return epoch_ms == kUndated ? std::nullopt : std::optional(from_epoch_ms(epoch_ms));
}

PropertyDefinition from_row(const PropertyRow& row) {
  PropertyDefinition definition;
  definition.name = row.name;
  definition.label = row.label;
  definition.type = row.type;
  definition.field_type = row.field_type;
  definition.group = row.group;
  definition.calculated = (row.flags & flag::kCalculated) != 0;
  definition.hidden = (row.flags & flag::kHidden) != 0;
  definition.external_options = (row.flags & flag::kExternalOptions) != 0;
  definition.read_only = (row.flags & flag::kReadOnly) != 0;
  definition.form_field = (row.flags & flag::kFormField) != 0;
  definition.open = (row.flags & flag::kOpenDefinition) != 0;
  definition.open_options = (row.flags & flag::kOpenOptions) != 0;
  definition.display_order = row.display_order;
  definition.created = instant_of(row.created);
  definition.updated = instant_of(row.updated);
  for (const OptionRow& option : row.options) {
    definition.options.push_back({std::string(option.label), std::string(option.value)});
  }
  return definition;
}

}  // namespace

PropertySchema::PropertySchema() {
  for (const PropertyRow& row : property_rows()) {
    definitions_.emplace(row.name, from_row(row));
  }
  for (const OptionRow& group : property_group_rows()) {
    put(PropertyGroup{std::string(group.value), std::string(group.label),
                      static_cast<int>(groups_.size())});
  }
}

const PropertyDefinition* PropertySchema::find(std::string_view name) const {
  const auto found = definitions_.find(name);
  return found == definitions_.end() ? nullptr : &found->second;
}

bool PropertySchema::identifies(std::string_view name) const {
  return name == "email" || std::ranges::find(unique_names_, name) != unique_names_.end();
}

void PropertySchema::put(PropertyDefinition definition) {
  archived_.erase(definition.name);
  std::string name = definition.name;
  definitions_.insert_or_assign(std::move(name), std::move(definition));
  find_unique_names();
}

void PropertySchema::archive(std::string_view name, Instant now) {
  const auto found = definitions_.find(name);
  LOCKSTEP_ASSERT(found != definitions_.end());
  found->second.archived = now;
  archived_.insert_or_assign(found->first, std::move(found->second));
  definitions_.erase(found);
  find_unique_names();
}

void PropertySchema::put(PropertyGroup group) {
  std::string name = group.name;
  groups_.insert_or_assign(std::move(name), std::move(group));
}

void PropertySchema::erase_group(std::string_view name) {
  if (const auto found = groups_.find(name); found != groups_.end()) {
    groups_.erase(found);
  }
}

void PropertySchema::find_unique_names() {
  unique_names_.clear();
  for (const auto& [name, definition] : definitions_) {
    if (definition.unique) {
      unique_names_.push_back(name);
    }
  }
}

}  // namespace lockstep::sim::hubspot
