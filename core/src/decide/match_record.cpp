#include <algorithm>
#include <array>
#include <utility>

#include "lockstep/core/mapping.h"
#include "lockstep/core/match.h"
#include "lockstep/core/normalize.h"

#include "json_values.h"

namespace lockstep {
namespace {

constexpr std::array kExclusions = {Reason::none, Reason::no_email, Reason::not_in_filter,
                                    Reason::counterpart_deleted, Reason::no_name_and_email};

std::vector<std::string> normal_emails(const std::vector<std::string>& emails) {
  std::vector<std::string> normal;
  for (const std::string& email : emails) {
    if (std::string form = normal_email(email); std::ranges::find(normal, form) == normal.end()) {
      normal.push_back(std::move(form));
    }
  }
  return normal;
}

std::map<FieldId, std::string> normal_values(const AcceptedSettings& accepted,
                                             const PhoneNumbers& phones,
                                             const MappedValues& values) {
  std::map<FieldId, std::string> normal;
  for (const FieldMapping& mapping : accepted.mappings) {
    if (std::string form = normal_form(mapping.kind, value_of(values, mapping.id), phones);
        !form.empty()) {
      normal.emplace(mapping.id, std::move(form));
    }
  }
  return normal;
}

}  // namespace

MatchRecord match_record(const AcceptedSettings& accepted, const PhoneNumbers& phones,
                         const HubSpotContact& contact) {
  const MappedValues values = derive(accepted.mappings, contact);
  const ScopeDecision scope = creation_scope(accepted, contact, values);
  return {contact.id,
          contact.merged_ids,
          normal_emails(emails_of(contact)),
          normal_values(accepted, phones, values),
          false,
          scope.in_scope,
          scope.reason};
}

MatchRecord match_record(const AcceptedSettings& accepted, const PhoneNumbers& phones,
                         const GooglePerson& person) {
  const MappedValues values = derive(accepted.mappings, phones, person);
  const ScopeDecision scope = creation_scope(accepted, person, values);
  return {person.resource_name,
          person.previous_resource_names,
          normal_emails(emails_of(person)),
          normal_values(accepted, phones, values),
          person.kind == PersonKind::other_contact,
          scope.in_scope,
          scope.reason};
}

std::string to_text(const MatchRecord& record) {
  return to_json_text({{"id", record.id},
                       {"former_ids", record.former_ids},
                       {"emails", record.emails},
                       {"values", record.values},
                       {"other_contact", record.other_contact},
                       {"creates", record.creates},
                       {"excluded", to_string(record.excluded)}});
}

Result<MatchRecord> parse_match_record(std::string_view text) {
  const Json json = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  const Json* const values = find_member(json, "values");
  if (text_member(json, "id").empty() || values == nullptr || !values->is_object()) {
    return failure(ErrorKind::corrupt_state, "a stored record is damaged", "store.record");
  }
  MatchRecord record{text_member(json, "id"),
                     texts_member(json, "former_ids"),
                     texts_member(json, "emails"),
                     {},
                     is_set(json, "other_contact"),
                     is_set(json, "creates"),
                     Reason::none};
  for (const auto& [field, value] : values->items()) {
    if (value.is_string()) {
      record.values.emplace(field, value.get<std::string>());
    }
  }
  const std::string excluded = text_member(json, "excluded");
  for (const Reason reason : kExclusions) {
    if (excluded == to_string(reason)) {
      record.excluded = reason;
    }
  }
  return record;
}

}  // namespace lockstep
