/// The limit atlas: every numerical limit of both APIs that a contact sync can meet and that a fact
/// documents, with what the fakes answer one below it, exactly at it and one above it.

#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep::atlas {

/// Brings a fresh world to `units` of what is limited, as a client would, and says what came of it.
using Probe = std::string (*)(std::uint64_t units);

/// One below, at, one above.
inline constexpr std::array<int, 3> kDistances{-1, 0, 1};

struct LimitRow {
  std::string_view name;    ///< "people.connections.list: people on a page"
  std::string_view source;  ///< Facts (G, F) and paragraphs of the article (S): "S19, G101".
  std::string_view entry;   ///< Of the fidelity ledger: how sure the answer is.
  std::uint64_t documented = 0;
  std::string_view unit;  ///< "people"
  Probe probe = nullptr;
  std::array<std::string_view, 3> expected{};  ///< In the order of kDistances.
  std::uint64_t probed = 0;                    ///< Where the limit lies here; 0: as documented.
  std::string_view option = {};                ///< What sets it, of a fake's options.

  [[nodiscard]] std::uint64_t probed_at() const { return probed == 0 ? documented : probed; }
  [[nodiscard]] bool lowered() const { return probed_at() < documented; }

  /// "PeopleConnectionsListPeopleOnAPage"
  [[nodiscard]] std::string id() const;
};

/// A documented limit without a row.
struct NotModelled {
  std::string_view name;
  std::string_view source;
  std::string_view value;
  std::string_view reason;
};

/// Google's rows, then HubSpot's.
[[nodiscard]] const std::vector<LimitRow>& limit_rows();
[[nodiscard]] std::span<const NotModelled> limits_not_modelled();

/// docs/limits.md
[[nodiscard]] std::string limits_markdown();

// The tables, each with its probes in a file of its own.
[[nodiscard]] std::span<const LimitRow> google_page_limits();
[[nodiscard]] std::span<const LimitRow> google_contact_limits();
[[nodiscard]] std::span<const LimitRow> google_time_limits();
[[nodiscard]] std::span<const LimitRow> hubspot_read_limits();
[[nodiscard]] std::span<const LimitRow> hubspot_write_limits();
[[nodiscard]] std::span<const LimitRow> hubspot_access_limits();

}  // namespace lockstep::atlas
