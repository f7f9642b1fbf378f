/// How a fake HubSpot behaves where the real service may be met in different states, and where the
/// facts are contested.

#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "lockstep/base/clock.h"

namespace lockstep::sim {

struct HubSpotOptions {
  /// Search shows the store as it was this long ago: new contacts are missing, changed ones come
  /// with their old values (F63). Reading by id and listing are never late.
  Duration search_lag{0};

  /// For this long after search_lag a change is seen by some searches and not by others (F63), as
  /// the seed and the moment of the search decide.
  Duration search_flapping{0};

  /// Searches compare and sort ids of records as texts, not as numbers (F56: suspected, U10).
  bool search_ids_are_texts = false;

  /// What one search may hold (F54): other documents say 6 groups, or 3 of 3 filters.
  std::size_t search_groups_max = 5;
  std::size_t search_group_filters_max = 6;
  std::size_t search_filters_max = 18;

  /// A page of search results that would reach beyond the 10,000th is refused, and not cut (F57:
  /// where the bound lies is not documented).
  bool search_pages_across_bound_refused = false;

  /// Reads leave out the properties that a contact has no value of (F25: so do other objects, and
  /// so one page has it of contacts). False: they show null.
  bool unset_properties_left_out = false;

  /// null in a write leaves the property as it is (F40: unknown, U13). False: it clears, as ""
  /// does.
  bool null_values_ignored = false;

  /// Results of which no order is promised come as this number draws: those of batches (F45, U16)
  /// and the hits of a search that its sort does not tell apart (U9). Unset: by ascending id.
  std::optional<std::size_t> drawn_order = std::nullopt;

  /// Ids of contacts are larger than this, and a newer one has a larger id. Unset: the seed draws
  /// it, of twelve digits.
  std::optional<std::size_t> contact_ids_above = std::nullopt;

  /// A merge makes a new record with a new id to which both old ids lead (F50). False: the older
  /// behaviour, where the primary keeps its id and the other id leads to it.
  bool merge_makes_new_id = true;

  /// Live contacts the portal may hold (F101). The create that would be one too many answers 403
  /// with category "CONTACT_LIMIT_REACHED". Assumed (hubspot.create.contact-limit).
  std::size_t contacts_max = 15'000'000;

  /// The portal's default stage of new contacts (F38); "" sets none.
  std::string default_lifecycle_stage = "lead";

  /// Whether an update that changes nothing moves lastmodifieddate (F51: unknown).
  bool unchanged_update_touches = false;

  /// Whether a create may come without email, firstname and lastname (F35).
  bool empty_contacts_allowed = false;

  /// Whether an app, too, cannot create a contact with the address of an erased person (F49: the
  /// older documents say so). People never can.
  bool blocklist_stops_apps = false;

  /// Answer 429 beyond the windows (F77, F86). The headers of F87 are there in any case.
  bool rate_limits_enforced = true;
  std::size_t requests_per_10_s_max = 110;
  std::size_t searches_per_s_max = 5;

  /// 429 says in Retry-After when a request will be taken again, in seconds (U12: unknown).
  bool limits_tell_retry_after = false;

  /// Set: the app is a private one, which has a limit for each day too (F86); its answers carry the
  /// daily headers (F87). Unset: an app with OAuth, which has no such limit.
  std::optional<std::size_t> requests_per_day_max = std::nullopt;

  /// Whether a webhook may go to plain http on this machine; anywhere else it has to be https.
  bool webhook_loopback_http_allowed = true;

  /// How long what sends webhooks goes by the settings and subscriptions that it has read (F106: up
  /// to 5 minutes). 0: changes of them count at once.
  Duration webhook_settings_cache_life{0};

  /// Each event waits a random time up to this: events come late and in another order (F105).
  Duration webhook_delay_max{0};

  /// How many events of a hundred come a second time (F105).
  unsigned webhook_duplicates_per_hundred = 0;

  /// Whether a new contact's properties are told as changes besides the creation (unknown).
  bool webhook_creation_tells_properties = true;

  /// Whether a merge is told as deletions and, of a new record, a creation, too (F106, U17).
  bool webhook_merge_tells_deletion = false;

  /// Texts are stored without blanks at the ends, and with one blank for several inside (F41: what
  /// becomes of blanks that come through the API is unknown).
  bool tidies_blanks = false;

  std::string portal_id = "48215679";
};

}  // namespace lockstep::sim
