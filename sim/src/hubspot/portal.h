/// The portal behind FakeHubSpot: its state, and one handler for each operation.

#pragma once

#include <nlohmann/json_fwd.hpp>

#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/base/http.h"
#include "lockstep/base/random.h"
#include "lockstep/sim/fake_hubspot.h"
#include "lockstep/sim/route.h"
#include "lockstep/sim/virtual_clock.h"

#include "contact_changes.h"
#include "contact_lists.h"
#include "contact_store.h"
#include "contact_text.h"
#include "outcome.h"
#include "property_schema.h"
#include "request_windows.h"
#include "search_index.h"
#include "tokens.h"

namespace lockstep::sim::hubspot {

/// A write that is checked and waits to be done.
struct PlannedWrite {
  Contact before;  ///< A new contact: without id.
  Contact after;
  std::vector<std::string> written;

  [[nodiscard]] bool is_new() const { return after.id == 0; }
};

/// One input of a batch (F9).
struct BatchInput {
  std::string id;
  std::string id_property;
  std::string trace_id;
  RawProperties properties;
};

struct BatchRequest {
  std::vector<BatchInput> inputs;
  std::vector<std::string> properties;
  std::string id_property;

  /// Whether good inputs are written even if others fail: each has a trace id of its own (F46).
  bool partial = false;

  bool upsert = false;
};

/// What to do for one input; nullopt: its record is not there.
using BatchPlanner = std::function<Outcome<std::optional<PlannedWrite>>(const BatchInput&)>;

class Portal {
 public:
  Portal(VirtualClock& clock, Random random, HubSpotOptions options);
  Portal(const Portal&) = delete;  // The store holds on to the schema.
  Portal& operator=(const Portal&) = delete;

  Response handle(const Request& request, Duration staleness);

  // What the handlers share.
  [[nodiscard]] Instant now() const { return clock_->now(); }
  [[nodiscard]] Response answer(int status, std::string body) const;
  [[nodiscard]] Response refuse(const Problem& problem);

  // Handlers of single records.
  Response get_page(const Request& request, const PathCaptures& captures);
  Response get_by_id(const Request& request, const PathCaptures& captures);
  Response create(const Request& request, const PathCaptures& captures);
  Response update(const Request& request, const PathCaptures& captures);
  Response archive(const Request& request, const PathCaptures& captures);
  Response merge(const Request& request, const PathCaptures& captures);
  Response gdpr_delete(const Request& request, const PathCaptures& captures);

  // Handlers of many records.
  Response batch_read(const Request& request, const PathCaptures& captures);
  Response batch_create(const Request& request, const PathCaptures& captures);
  Response batch_update(const Request& request, const PathCaptures& captures);
  Response batch_upsert(const Request& request, const PathCaptures& captures);
  Response batch_archive(const Request& request, const PathCaptures& captures);
  Response search(const Request& request, const PathCaptures& captures);

  // Handlers of everything else.
  Response all_properties(const Request& request, const PathCaptures& captures);
  Response property_by_name(const Request& request, const PathCaptures& captures);
  Response list_memberships(const Request& request, const PathCaptures& captures);
  Response token(const Request& request, const PathCaptures& captures);
  Response access_token(const Request& request, const PathCaptures& captures);

  // What users do: see FakeHubSpot.
  Result<std::string> user_adds(const RawProperties& properties);
  Result<void> user_edits(std::string_view id, const RawProperties& properties);
  Result<void> user_deletes(std::string_view id);
  Result<void> user_restores(std::string_view id);
  Result<std::string> user_merges(std::string_view primary, std::string_view other);
  Result<void> user_changes_list(std::string_view list_id, std::string_view contact_id,
                                 bool member);
  [[nodiscard]] std::vector<HubSpotContactView> views();
  [[nodiscard]] std::optional<HubSpotContactView> view(std::string_view id);

  PropertySchema& schema() { return schema_; }
  ContactLists& lists() { return lists_; }
  Tokens& tokens() { return tokens_; }

 private:
  [[nodiscard]] std::optional<Problem> admit(const Request& request, std::string_view operation);
  [[nodiscard]] Outcome<nlohmann::json> read_body(const Request& request) const;
  [[nodiscard]] Outcome<BatchRequest> read_batch(const Request& request) const;

  /// The live contact that a path's id means; merged-away ids lead on (F31, F50).
  [[nodiscard]] Outcome<ContactState> find(std::string_view id, std::string_view id_property) const;

  [[nodiscard]] Outcome<PlannedWrite> plan_create(const RawProperties& properties, Writer writer);
  [[nodiscard]] Outcome<PlannedWrite> plan_update(const ContactState& before,
                                                  const RawProperties& properties, Writer writer);

  /// Stores what was planned; a new contact gets its id. @return The state after it.
  ContactState carry_out(PlannedWrite write);

  /// @pre Both are live and not the same.
  [[nodiscard]] Outcome<ContactId> merge_records(ContactId primary, ContactId other);

  /// Does what `plan` says for each input: one after the other where the batch may partly fail,
  /// else all or nothing. @param status  Of the answer if nothing failed.
  [[nodiscard]] Response write_batch(const BatchRequest& batch, const BatchPlanner& plan,
                                     int status);

  /// Why a write cannot stand beside the `waiting` others of its batch, which took `taken`.
  [[nodiscard]] std::optional<Problem> conflict_with(std::size_t waiting,
                                                     std::set<ContactStore::UniqueKey>& taken,
                                                     const PlannedWrite& write) const;

  [[nodiscard]] std::string batch_text(const std::vector<std::string>& results,
                                       const std::vector<std::string>& errors) const;

  [[nodiscard]] HubSpotContactView view_of(const Contact& contact) const;
  [[nodiscard]] HubSpotContactView view_of_merged(ContactId id, const MergedRecord& record) const;

  VirtualClock* clock_;
  HubSpotOptions options_;
  PropertySchema schema_;
  ContactStore store_;
  SearchIndex index_;
  ContactLists lists_;
  Tokens tokens_;
  RequestWindow requests_;
  RequestWindow searches_;
  Random correlation_;
  Duration staleness_{0};  ///< Of the request that is being handled.
};

/// The portal's table of operations.
[[nodiscard]] std::span<const Route<Portal>> portal_routes();

/// The path as the table knows it: no doubled slash in front (F2), the type id as a name (F21).
[[nodiscard]] Request with_canonical_path(const Request& request);

struct OperationTraits {
  std::string_view operation;
  bool mutation = false;
  std::string_view scope;  ///< "" for none.
};

/// FakeHubSpot::operation_of()
[[nodiscard]] std::string_view operation_of(const Request& request);

/// Unknown operations are no mutations and need no scope.
[[nodiscard]] OperationTraits traits_of(std::string_view operation);

}  // namespace lockstep::sim::hubspot
