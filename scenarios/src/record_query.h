/// Which stored records a query of a scenario means.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lockstep/scenario/scenario.h"
#include "lockstep/sim/fake_google.h"
#include "lockstep/sim/fake_hubspot.h"

namespace lockstep::scenario {

/// True if `query`, which is no ref, means this contact. Emails are compared without regard to
/// case; any address and any number that the record holds counts.
[[nodiscard]] bool matches(const RecordQuery& query, const sim::GoogleContactView& contact,
                           std::string_view region);
/// Archived and merged-away records are never meant.
[[nodiscard]] bool matches(const RecordQuery& query, const sim::HubSpotContactView& contact,
                           std::string_view region);

/// What a query that is no ref goes by: it means the contacts that have its key among theirs, as
/// matches() does but for their folder and whether they live. For those who look among many.
enum class QueryKind { email, name, phone };
[[nodiscard]] QueryKind kind_of(const RecordQuery& query) noexcept;
[[nodiscard]] std::string key_of(const RecordQuery& query, std::string_view region);
[[nodiscard]] std::vector<std::string> keys_of(const sim::GoogleContactView& contact,
                                               QueryKind kind, std::string_view region);
[[nodiscard]] std::vector<std::string> keys_of(const sim::HubSpotContactView& contact,
                                               QueryKind kind, std::string_view region);

/// `the contact with the email "a@example.com"`: for messages.
[[nodiscard]] std::string describe(const RecordQuery& query);

}  // namespace lockstep::scenario
