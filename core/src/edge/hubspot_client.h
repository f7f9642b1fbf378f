/// HubSpot's CRM API as the engine needs it. Only contacts are ever written (CON-2).

#pragma once

#include <nlohmann/json.hpp>

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "lockstep/base/clock.h"

#include "api_channel.h"

namespace lockstep {

inline constexpr std::size_t kHubSpotBatchMax = 100;  ///< Inputs of a batch (F32, F44, F80).

struct HubSpotWriteInput {
  std::string id;   ///< "" to create.
  Json properties;  ///< Only those that change; "" clears (F40).
};

class HubSpotClient {
 public:
  /// `properties` are read with every contact, and must hold hs_merged_object_ids (DEL-6).
  HubSpotClient(ApiChannel& channel, std::vector<std::string> properties);

  /// Every contact that is not archived, in the order of ids, which no edit disturbs (F29):
  /// {"id","properties","updatedAt",…}. @return Why the list did not come to its end.
  [[nodiscard]] std::optional<ApiError> list_all(const JsonVisitor& visit);

  /// How many contacts the search index has. Archived ones are none of them (F64).
  [[nodiscard]] Answer<std::int64_t> count_indexed();

  /// The ids of the contacts in the recycle bin (F30).
  [[nodiscard]] Answer<std::set<std::string>> list_archived();

  /// The contacts that search knows to be modified at or after `since`; some come twice.
  ///
  /// Search answers 10,000 contacts to a query: the query starts again from the last instant
  /// seen, as often as it takes (F57, F66).
  /// @return False: more contacts share one instant than search can show, so only list_all() shows
  ///     them all (ROB-6).
  [[nodiscard]] Answer<bool> search_modified(Instant since, const JsonVisitor& visit);

  /// @return By the id that was asked for. The contact's own id differs if it was merged into
  ///     another (F50); nullopt for one that is archived or does not exist, as the answer says
  ///     (F83). One that the answer does not mention is left out: absence proves nothing (DEL-3).
  [[nodiscard]] Answer<std::map<std::string, std::optional<Json>>> read(
      const std::vector<std::string>& ids);

  /// The id of the contact that has this email, as first or as secondary (F31); nullopt if none.
  [[nodiscard]] Answer<std::optional<Json>> find_by_email(const std::string& email);

  /// Writes one by one or as a batch, and tells the outcome of each input, in their order
  /// (ROB-7). @pre 1 to kHubSpotBatchMax inputs, either all create or all update
  /// @return The contact as far as the answer shows it, with its id.
  [[nodiscard]] std::vector<Answer<Json>> write(const std::vector<HubSpotWriteInput>& inputs);

  /// The ids of a list's members (F109).
  [[nodiscard]] Answer<std::set<std::string>> list_members(const std::string& list_id);

  /// The definitions of all contact properties (F89).
  [[nodiscard]] Answer<Json> property_definitions();

 private:
  [[nodiscard]] Answer<Json> write_one(const HubSpotWriteInput& input);
  [[nodiscard]] std::vector<Answer<Json>> write_singly(
      const std::vector<HubSpotWriteInput>& inputs);
  [[nodiscard]] std::vector<Answer<Json>> write_batch(const std::vector<HubSpotWriteInput>& inputs);
  [[nodiscard]] Answer<bool> search_window(Instant since, const JsonVisitor& visit, Instant& last);
  [[nodiscard]] std::optional<ApiError> visit_page(const Json& results, const JsonVisitor& visit);
  [[nodiscard]] std::optional<ApiError> visit_pages(
      const std::string& operation, const std::string& path, const Query& query,
      const std::function<std::optional<ApiError>(const Json& results)>& visit);
  [[nodiscard]] Answer<std::set<std::string>> collect(const std::string& operation,
                                                      const std::string& path, const Query& query,
                                                      const char* member_name);

  ApiChannel& channel_;
  std::vector<std::string> properties_;
  /// The properties make a URL or a search body longer than the API takes (F34, F58): lists and
  /// searches then find ids, and batch reads fill them in.
  bool too_many_properties_;
};

/// The ids of the contacts that were merged into this one (F50).
[[nodiscard]] std::set<std::string> merged_ids(const Json& contact);

/// `updatedAt`, or the epoch if the contact does not say.
[[nodiscard]] Instant contact_modified(const Json& contact);

}  // namespace lockstep
