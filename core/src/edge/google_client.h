/// The People API as the engine needs it. Only contacts are ever written (CON-2).

#pragma once

#include <nlohmann/json.hpp>

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "lockstep/base/clock.h"

#include "api_channel.h"

namespace lockstep {

inline constexpr std::size_t kGoogleWritesMax = 200;  ///< Creates or updates in a batch.
/// Reads in a batch: 200 are allowed (G18), but 200 names do not fit into a request line of 8 KiB.
inline constexpr std::size_t kGoogleReadsMax = 100;

class GoogleClient {
 public:
  /// `fields` is the read mask of every call: a sync token is good only for the mask that it was
  /// made with (G81).
  GoogleClient(ApiChannel& channel, std::string fields)
      : channel_(channel), fields_(std::move(fields)) {}

  /// Everything, if `sync_token` is empty, or the changes since; deleted people come with
  /// `metadata.deleted`. One that changes while it is being paged comes twice (ROB-8).
  /// @return The next sync token.
  /// @error expired_cursor  Read everything again (ROB-4).
  [[nodiscard]] Answer<std::string> list_connections(const std::string& sync_token,
                                                     const JsonVisitor& visit);

  /// The same for *Other contacts*, whose fields are fixed (G94).
  [[nodiscard]] Answer<std::string> list_other_contacts(const std::string& sync_token,
                                                        const JsonVisitor& visit);

  /// The contacts that were modified at or after `since`, newest first: not a sync request, so
  /// that it shows a write without the delay of those (G87).
  [[nodiscard]] Answer<std::vector<Json>> list_modified_since(Instant since);

  /// @return By the name that was asked for; nullopt for one that does not exist. What the answer
  ///     does not tell of is left out.
  [[nodiscard]] Answer<std::map<std::string, std::optional<Json>>> get(
      const std::vector<std::string>& names);

  /// @error outcome_unknown  Look for it before you try again (ROB-2).
  [[nodiscard]] Answer<Json> create(const Json& person);

  /// All or nothing (G20): either every contact is stored, in the order given, or none is.
  /// @pre 1 to kGoogleWritesMax people
  struct BatchRefusal {
    ApiError error;                         ///< Of the call.
    std::map<std::string, ApiError> items;  ///< By index or name; empty if the call does not say.
  };
  using BatchAnswer = std::variant<std::vector<Json>, BatchRefusal>;
  [[nodiscard]] BatchAnswer create_all(const std::vector<Json>& people);

  /// Replaces the fields in `mask` of one contact. `person` carries the etag of what was read.
  /// @error conflict  Someone changed it since (KEP-3).
  [[nodiscard]] Answer<Json> update(const std::string& name, const Json& person,
                                    const std::string& mask);

  /// The same for several contacts and one mask, all or nothing; answers in the order given.
  [[nodiscard]] BatchAnswer update_all(const std::vector<std::pair<std::string, Json>>& people,
                                       const std::string& mask);

 private:
  [[nodiscard]] Answer<std::string> list_all(const ApiCall& first, const char* member_name,
                                             const std::string& sync_token,
                                             const JsonVisitor& visit);

  ApiChannel& channel_;
  std::string fields_;
};

}  // namespace lockstep
