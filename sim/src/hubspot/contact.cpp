#include "contact.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "lockstep/base/text.h"
#include "lockstep/base/timestamp.h"

#include "account_user.h"

namespace lockstep::sim::hubspot {
namespace {

std::string value_or_empty(const Contact& contact, std::string_view name) {
  const auto found = contact.values.find(name);
  return found == contact.values.end() ? "" : found->second;
}

std::string record_id(const Contact& contact) { return std::to_string(contact.id); }
std::string created(const Contact& contact) { return format_timestamp(contact.created); }
std::string modified(const Contact& contact) { return format_timestamp(contact.modified); }

std::string additional_emails(const Contact& contact) {
  return join(contact.additional_emails, ";");
}

std::string merged_ids(const Contact& contact) {
  std::string text;
  for (const MergedId& merged : contact.merged) {
    text += (text.empty() ? "" : ";") + std::to_string(merged.id);
  }
  return text;
}

std::string merged_ids_with_times(const Contact& contact) {
  std::string text;
  for (const MergedId& merged : contact.merged) {
    text += (text.empty() ? "" : ";") + std::to_string(merged.id) + ":" +
            std::to_string(to_epoch_ms(merged.at));
  }
  return text;
}

std::string all_ids(const Contact& contact) {
  const std::string merged = merged_ids(contact);
  return record_id(contact) + (merged.empty() ? "" : ";" + merged);
}

std::string email_domain(const Contact& contact) {
  const std::string email = value_or_empty(contact, "email");
  const std::size_t at = email.rfind('@');
  return at == std::string::npos ? "" : email.substr(at + 1);
}

std::string name_or_email(const Contact& contact) {
  const std::string first = value_or_empty(contact, "firstname");
  const std::string last = value_or_empty(contact, "lastname");
  const std::string name = first + (first.empty() || last.empty() ? "" : " ") + last;
  return name.empty() ? value_or_empty(contact, "email") : name;
}

std::string unworked(const Contact& contact) {
  return contact.values.contains("hubspot_owner_id") ? "false" : "true";
}

std::string source(const Contact& contact) {
  return contact.created_by_api ? "INTEGRATION" : "CRM_UI";
}

std::string source_id(const Contact& contact) {
  return contact.created_by_api ? std::string(kAppSourceId) : user_source_id();
}

std::string international_phone(const Contact& contact) {
  return contact.calculated_phone.international;
}
std::string searchable_phone(const Contact& contact) { return contact.calculated_phone.searchable; }
std::string international_mobile(const Contact& contact) {
  return contact.calculated_mobile.international;
}
std::string searchable_mobile(const Contact& contact) {
  return contact.calculated_mobile.searchable;
}

std::string always_true(const Contact& /*contact*/) { return "true"; }
std::string always_false(const Contact& /*contact*/) { return "false"; }
std::string always_zero(const Contact& /*contact*/) { return "0"; }
std::string pipeline(const Contact& /*contact*/) { return "contacts-lifecycle-pipeline"; }

struct ComputedProperty {
  std::string_view name;
  std::string (*value)(const Contact&);  ///< "" for none.
};

/// The properties that the portal makes itself (F36, F50, F92). A written value goes first.
constexpr std::array kComputed{
    ComputedProperty{"createdate", created},
    ComputedProperty{"hs_additional_emails", additional_emails},
    ComputedProperty{"hs_all_contact_vids", all_ids},
    ComputedProperty{"hs_associated_target_accounts", always_zero},
    ComputedProperty{"hs_calculated_merged_vids", merged_ids_with_times},
    ComputedProperty{"hs_calculated_mobile_number", international_mobile},
    ComputedProperty{"hs_calculated_phone_number", international_phone},
    ComputedProperty{"hs_currently_enrolled_in_prospecting_agent", always_false},
    ComputedProperty{"hs_email_domain", email_domain},
    ComputedProperty{"hs_full_name_or_email", name_or_email},
    ComputedProperty{"hs_is_contact", always_true},
    ComputedProperty{"hs_is_unworked", unworked},
    ComputedProperty{"hs_marketable_status", always_false},
    ComputedProperty{"hs_membership_has_accessed_private_content", always_zero},
    ComputedProperty{"hs_merged_object_ids", merged_ids},
    ComputedProperty{"hs_object_id", record_id},
    ComputedProperty{"hs_object_source", source},
    ComputedProperty{"hs_object_source_id", source_id},
    ComputedProperty{"hs_object_source_label", source},
    ComputedProperty{"hs_pipeline", pipeline},
    ComputedProperty{"hs_registered_member", always_zero},
    ComputedProperty{"hs_searchable_calculated_mobile_number", searchable_mobile},
    ComputedProperty{"hs_searchable_calculated_phone_number", searchable_phone},
    ComputedProperty{"hs_sequences_actively_enrolled_count", always_zero},
    ComputedProperty{"lastmodifieddate", modified},
    ComputedProperty{"num_notes", always_zero},
};
static_assert(std::ranges::is_sorted(kComputed, {}, &ComputedProperty::name));

}  // namespace

std::optional<std::string> property_of(const Contact& contact, std::string_view name) {
  if (const auto found = contact.values.find(name); found != contact.values.end()) {
    return found->second;
  }
  const auto* const computed =
      std::ranges::lower_bound(kComputed, name, {}, &ComputedProperty::name);
  if (computed == kComputed.end() || computed->name != name) {
    return std::nullopt;
  }
  std::string value = computed->value(contact);
  return value.empty() ? std::nullopt : std::optional(std::move(value));
}

std::map<std::string, std::string> properties_of(const Contact& contact) {
  std::map<std::string, std::string> properties(contact.values.begin(), contact.values.end());
  for (const ComputedProperty& property : kComputed) {
    if (std::string value = property.value(contact); !value.empty()) {
      properties.emplace(property.name, std::move(value));
    }
  }
  return properties;
}

std::optional<ContactId> parse_contact_id(std::string_view text) {
  ContactId id = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), id);
  if (text.empty() || parsed.ec != std::errc{} || parsed.ptr != text.data() + text.size()) {
    return std::nullopt;
  }
  return id;
}

}  // namespace lockstep::sim::hubspot
