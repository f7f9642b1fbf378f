#include "control/options_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "lockstep/base/timestamp.h"

namespace lockstep::sim::control {
namespace {

template <class Options>
struct OptionRow {
  std::string_view name;
  std::variant<bool Options::*, unsigned Options::*, std::size_t Options::*, Duration Options::*,
               std::string Options::*, GoogleLegacyErrors Options::*,
               std::optional<std::size_t> Options::*>
      member;
};

// clang-format off
constexpr std::array kGoogleRows = {
    OptionRow<GoogleOptions>{"contacts_max", &GoogleOptions::contacts_max},
    OptionRow<GoogleOptions>{"contact_bytes_max", &GoogleOptions::contact_bytes_max},
    OptionRow<GoogleOptions>{"contact_items_max", &GoogleOptions::contact_items_max},
    OptionRow<GoogleOptions>{"client_data_max", &GoogleOptions::client_data_max},
    OptionRow<GoogleOptions>{"photo_bytes_max", &GoogleOptions::photo_bytes_max},
    OptionRow<GoogleOptions>{"group_propagation_delay_ms", &GoogleOptions::group_propagation_delay},
    OptionRow<GoogleOptions>{"propagation_delay_ms", &GoogleOptions::propagation_delay},
    OptionRow<GoogleOptions>{"region", &GoogleOptions::region},
    OptionRow<GoogleOptions>{"sync_token_life_ms", &GoogleOptions::sync_token_life},
    OptionRow<GoogleOptions>{"trash_life_ms", &GoogleOptions::trash_life},
    OptionRow<GoogleOptions>{"access_token_life_ms", &GoogleOptions::access_token_life},
    OptionRow<GoogleOptions>{"authorisation_code_life_ms", &GoogleOptions::authorisation_code_life},
    OptionRow<GoogleOptions>{"legacy_errors", &GoogleOptions::legacy_errors},
    OptionRow<GoogleOptions>{"unauthenticated_has_error_info", &GoogleOptions::unauthenticated_has_error_info},
    OptionRow<GoogleOptions>{"oversized_is_exhausted", &GoogleOptions::oversized_is_exhausted},
    OptionRow<GoogleOptions>{"expired_sync_token_is_failed_precondition", &GoogleOptions::expired_sync_token_is_failed_precondition},
    OptionRow<GoogleOptions>{"missing_etag_is_failed_precondition", &GoogleOptions::missing_etag_is_failed_precondition},
    OptionRow<GoogleOptions>{"update_needs_sources", &GoogleOptions::update_needs_sources},
    OptionRow<GoogleOptions>{"stale_etag_has_debug_info", &GoogleOptions::stale_etag_has_debug_info},
    OptionRow<GoogleOptions>{"list_etags_accepted", &GoogleOptions::list_etags_accepted},
    OptionRow<GoogleOptions>{"source_primary", &GoogleOptions::source_primary},
    OptionRow<GoogleOptions>{"source_primary_is_written", &GoogleOptions::source_primary_is_written},
    OptionRow<GoogleOptions>{"descending_syncs_accepted", &GoogleOptions::descending_syncs_accepted},
    OptionRow<GoogleOptions>{"drawn_order", &GoogleOptions::drawn_order},
    OptionRow<GoogleOptions>{"page_size_frozen", &GoogleOptions::page_size_frozen},
    OptionRow<GoogleOptions>{"merge_reports_previous_name", &GoogleOptions::merge_reports_previous_name},
    OptionRow<GoogleOptions>{"workspace_domain", &GoogleOptions::workspace_domain},
    OptionRow<GoogleOptions>{"concurrent_mutations_aborted", &GoogleOptions::concurrent_mutations_aborted},
};
constexpr std::array kQuotaRows = {
    OptionRow<GoogleQuotas>{"enforced", &GoogleQuotas::enforced},
    OptionRow<GoogleQuotas>{"critical_reads_per_minute", &GoogleQuotas::critical_reads_per_minute},
    OptionRow<GoogleQuotas>{"critical_writes_per_minute", &GoogleQuotas::critical_writes_per_minute},
    OptionRow<GoogleQuotas>{"photo_writes_per_minute", &GoogleQuotas::photo_writes_per_minute},
    OptionRow<GoogleQuotas>{"group_reads_per_minute", &GoogleQuotas::group_reads_per_minute},
    OptionRow<GoogleQuotas>{"writes_per_minute", &GoogleQuotas::writes_per_minute},
    OptionRow<GoogleQuotas>{"daily_contact_writes", &GoogleQuotas::daily_contact_writes},
    OptionRow<GoogleQuotas>{"full_syncs_per_minute", &GoogleQuotas::full_syncs_per_minute},
    OptionRow<GoogleQuotas>{"exceeded_is_forbidden", &GoogleQuotas::exceeded_is_forbidden},
    OptionRow<GoogleQuotas>{"daily_is_of_the_backend", &GoogleQuotas::daily_is_of_the_backend},
};
constexpr std::array kHubSpotRows = {
    OptionRow<HubSpotOptions>{"search_lag_ms", &HubSpotOptions::search_lag},
    OptionRow<HubSpotOptions>{"search_flapping_ms", &HubSpotOptions::search_flapping},
    OptionRow<HubSpotOptions>{"search_ids_are_texts", &HubSpotOptions::search_ids_are_texts},
    OptionRow<HubSpotOptions>{"search_groups_max", &HubSpotOptions::search_groups_max},
    OptionRow<HubSpotOptions>{"search_group_filters_max", &HubSpotOptions::search_group_filters_max},
    OptionRow<HubSpotOptions>{"search_filters_max", &HubSpotOptions::search_filters_max},
    OptionRow<HubSpotOptions>{"search_pages_across_bound_refused", &HubSpotOptions::search_pages_across_bound_refused},
    OptionRow<HubSpotOptions>{"unset_properties_left_out", &HubSpotOptions::unset_properties_left_out},
    OptionRow<HubSpotOptions>{"null_values_ignored", &HubSpotOptions::null_values_ignored},
    OptionRow<HubSpotOptions>{"drawn_order", &HubSpotOptions::drawn_order},
    OptionRow<HubSpotOptions>{"contact_ids_above", &HubSpotOptions::contact_ids_above},
    OptionRow<HubSpotOptions>{"merge_makes_new_id", &HubSpotOptions::merge_makes_new_id},
    OptionRow<HubSpotOptions>{"contacts_max", &HubSpotOptions::contacts_max},
    OptionRow<HubSpotOptions>{"default_lifecycle_stage", &HubSpotOptions::default_lifecycle_stage},
    OptionRow<HubSpotOptions>{"unchanged_update_touches", &HubSpotOptions::unchanged_update_touches},
    OptionRow<HubSpotOptions>{"empty_contacts_allowed", &HubSpotOptions::empty_contacts_allowed},
    OptionRow<HubSpotOptions>{"blocklist_stops_apps", &HubSpotOptions::blocklist_stops_apps},
    OptionRow<HubSpotOptions>{"rate_limits_enforced", &HubSpotOptions::rate_limits_enforced},
    OptionRow<HubSpotOptions>{"requests_per_10_s_max", &HubSpotOptions::requests_per_10_s_max},
    OptionRow<HubSpotOptions>{"searches_per_s_max", &HubSpotOptions::searches_per_s_max},
    OptionRow<HubSpotOptions>{"limits_tell_retry_after", &HubSpotOptions::limits_tell_retry_after},
    OptionRow<HubSpotOptions>{"requests_per_day_max", &HubSpotOptions::requests_per_day_max},
    OptionRow<HubSpotOptions>{"webhook_loopback_http_allowed", &HubSpotOptions::webhook_loopback_http_allowed},
    OptionRow<HubSpotOptions>{"webhook_settings_cache_life_ms", &HubSpotOptions::webhook_settings_cache_life},
    OptionRow<HubSpotOptions>{"webhook_delay_max_ms", &HubSpotOptions::webhook_delay_max},
    OptionRow<HubSpotOptions>{"webhook_duplicates_per_hundred", &HubSpotOptions::webhook_duplicates_per_hundred},
    OptionRow<HubSpotOptions>{"webhook_creation_tells_properties", &HubSpotOptions::webhook_creation_tells_properties},
    OptionRow<HubSpotOptions>{"webhook_merge_tells_deletion", &HubSpotOptions::webhook_merge_tells_deletion},
    OptionRow<HubSpotOptions>{"tidies_blanks", &HubSpotOptions::tidies_blanks},
    OptionRow<HubSpotOptions>{"portal_id", &HubSpotOptions::portal_id},
};
// clang-format on

/// Converts to everything: what a member of an unknown type is initialised with.
struct AnyValue {
  template <class T>
  constexpr operator T() const {
    return T();
  }
};

/// How many members an aggregate has.
template <class T, class... Found>
consteval std::size_t member_count() {
  if constexpr (requires { T{Found{}..., AnyValue{}}; }) {
    return member_count<T, Found..., AnyValue>();
  } else {
    return sizeof...(Found);
  }
}

static_assert(member_count<GoogleOptions>() == kGoogleRows.size() + 1,  // One is "quotas".
              "each option needs a row above");
static_assert(member_count<GoogleQuotas>() == kQuotaRows.size(), "each option needs a row above");
static_assert(member_count<HubSpotOptions>() == kHubSpotRows.size(),
              "each option needs a row above");

/// In the order of the values.
const std::vector<std::string>& legacy_error_names() {
  static const std::vector<std::string> kNames = {"by_client", "always", "never"};
  return kNames;
}

constexpr std::size_t kCountMax = 1'000'000'000;
constexpr std::size_t kSmallMax = 100;  ///< Of a hundred.

/// null: no limit.
void read_limit(ObjectReader& reader, std::string_view key, std::optional<std::size_t>& limit) {
  const Node* const node = reader.find(key);
  if (node != nullptr && node->is_null()) {
    limit.reset();
  } else if (node != nullptr) {
    limit = reader.count(key, kCountMax);
  }
}

Json limit_json(const std::optional<std::size_t>& limit) {
  return limit ? Json(*limit) : Json(nullptr);
}

std::optional<GoogleLegacyErrors> read_legacy_errors(ObjectReader& reader, std::string_view key) {
  const Node* const node = reader.find(key);
  if (node == nullptr) {
    return std::nullopt;
  }
  const std::vector<std::string>& names = legacy_error_names();
  const auto name = read_choice(*node, reader.mistakes(), '"' + std::string(key) + '"', names);
  return name ? std::optional(static_cast<GoogleLegacyErrors>(std::ranges::find(names, *name) -
                                                              names.begin()))
              : std::nullopt;
}

template <class Options, std::size_t kSize>
void read_rows(const std::array<OptionRow<Options>, kSize>& rows, ObjectReader& reader,
               Options& options) {
  for (const OptionRow<Options>& row : rows) {
    const auto take = [&](const auto& value, auto& member) {
      if (value) {
        member = *value;
      }
    };
    if (const auto* const flag = std::get_if<bool Options::*>(&row.member)) {
      take(reader.flag(row.name), options.**flag);
    } else if (const auto* const small = std::get_if<unsigned Options::*>(&row.member)) {
      options.** small =
          static_cast<unsigned>(reader.count(row.name, kSmallMax).value_or(options.**small));
    } else if (const auto* const count = std::get_if<std::size_t Options::*>(&row.member)) {
      take(reader.count(row.name, kCountMax), options.**count);
    } else if (const auto* const time = std::get_if<Duration Options::*>(&row.member)) {
      take(reader.duration(row.name), options.**time);
    } else if (const auto* const text = std::get_if<std::string Options::*>(&row.member)) {
      take(reader.text(row.name), options.**text);
    } else if (const auto* const limit =
                   std::get_if<std::optional<std::size_t> Options::*>(&row.member)) {
      read_limit(reader, row.name, options.**limit);
    } else if (const auto* const legacy = std::get_if<GoogleLegacyErrors Options::*>(&row.member)) {
      options.** legacy = read_legacy_errors(reader, row.name).value_or(options.**legacy);
    }
  }
}

void read_google(const Node& node, Mistakes& mistakes, GoogleOptions& options) {
  ObjectReader reader(node, mistakes, "\"google\"");
  read_rows(kGoogleRows, reader, options);
  if (const Node* const quotas = reader.find("quotas")) {
    ObjectReader inner(*quotas, mistakes, "\"quotas\"");
    read_rows(kQuotaRows, inner, options.quotas);
    inner.finish();
  }
  reader.finish();
}

/// Answers have it as a number, too.
bool is_portal_id(std::string_view text) {
  constexpr std::size_t kDigitsMax = 18;
  return !text.empty() && text.size() <= kDigitsMax && text.front() != '0' &&
         std::ranges::all_of(text, [](char letter) { return letter >= '0' && letter <= '9'; });
}

void read_hubspot(const Node& node, Mistakes& mistakes, HubSpotOptions& options) {
  ObjectReader reader(node, mistakes, "\"hubspot\"");
  read_rows(kHubSpotRows, reader, options);
  if (!is_portal_id(options.portal_id)) {
    mistakes.add(reader.line(), R"("portal_id" must be a number as text)");
  }
  reader.finish();
}

template <class Options, std::size_t kSize>
Json rows_json(const std::array<OptionRow<Options>, kSize>& rows, const Options& options) {
  Json json = Json::object();
  for (const OptionRow<Options>& row : rows) {
    json[std::string(row.name)] = std::visit(
        [&](auto member) -> Json {
          if constexpr (std::is_same_v<decltype(member), Duration Options::*>) {
            return (options.*member).count();
          } else if constexpr (std::is_same_v<decltype(member), GoogleLegacyErrors Options::*>) {
            return legacy_error_names().at(static_cast<std::size_t>(options.*member));
          } else if constexpr (std::is_same_v<decltype(member),
                                              std::optional<std::size_t> Options::*>) {
            return limit_json(options.*member);
          } else {
            return options.*member;
          }
        },
        row.member);
  }
  return json;
}

std::optional<std::uint64_t> seed_of(const Node& node) {
  if (node.kind == Node::Kind::scalar && node.scalar.is_number_unsigned()) {
    return node.scalar.get<std::uint64_t>();
  }
  const std::string text = node.is_text() ? node.scalar.get<std::string>() : "";
  std::uint64_t seed = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), seed);
  return parsed.ec == std::errc{} && parsed.ptr == text.data() + text.size() && !text.empty()
             ? std::optional(seed)
             : std::nullopt;
}

}  // namespace

std::optional<std::uint64_t> read_seed(ObjectReader& reader) {
  const Node* const node = reader.find("seed");
  if (node == nullptr) {
    return std::nullopt;
  }
  const std::optional<std::uint64_t> seed = seed_of(*node);
  if (!seed) {
    reader.mistake(*node, R"("seed" must be a whole number, or one as text)");
  }
  return seed;
}

void read_options(ObjectReader& reader, WorldOptions& options) {
  options.seed = read_seed(reader).value_or(options.seed);
  if (const auto start = reader.text("start")) {
    if (const auto instant = parse_timestamp(*start)) {
      options.start = *instant;
    } else {
      reader.mistakes().add(reader.line(),
                            R"("start" must be a time such as "2026-03-02T09:00:00Z")");
    }
  }
  read_limit(reader, "journal_bytes_max", options.journal_bytes_max);
  read_switches(reader, options);
}

void read_switches(ObjectReader& reader, WorldOptions& options) {
  options.exchange_cost = reader.duration("exchange_cost_ms").value_or(options.exchange_cost);
  options.webhooks_by_hand = reader.flag("webhooks_by_hand").value_or(options.webhooks_by_hand);
  if (const Node* const google = reader.find("google")) {
    read_google(*google, reader.mistakes(), options.google);
  }
  if (const Node* const hubspot = reader.find("hubspot")) {
    read_hubspot(*hubspot, reader.mistakes(), options.hubspot);
  }
}

Json options_json(const WorldOptions& options) {
  Json google = rows_json(kGoogleRows, options.google);
  google["quotas"] = rows_json(kQuotaRows, options.google.quotas);
  return {{"seed", std::to_string(options.seed)},
          {"start", format_timestamp(options.start)},
          {"exchange_cost_ms", options.exchange_cost.count()},
          {"journal_bytes_max", limit_json(options.journal_bytes_max)},
          {"webhooks_by_hand", options.webhooks_by_hand},
          {"google", std::move(google)},
          {"hubspot", rows_json(kHubSpotRows, options.hubspot)}};
}

}  // namespace lockstep::sim::control
