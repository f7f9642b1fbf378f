#include <algorithm>
#include <array>
#include <utility>

#include "google/handlers.h"
#include "google/listing.h"
#include "google/masks.h"
#include "google/read_request.h"

namespace lockstep::sim::google {
namespace {

constexpr int kPageSizeFallback = 100;  // G15
constexpr int kPageSizeMax = 1000;      // G15

Checked<SortOrder> read_sort_order(std::string_view text) {
  using enum SortOrder;
  constexpr std::array<std::pair<std::string_view, SortOrder>, 5> kOrders = {{
      {"", last_modified_ascending},
      {"LAST_MODIFIED_ASCENDING", last_modified_ascending},
      {"LAST_MODIFIED_DESCENDING", last_modified_descending},
      {"FIRST_NAME_ASCENDING", first_name_ascending},
      {"LAST_NAME_ASCENDING", last_name_ascending},
  }};
  const auto* const found =
      std::ranges::find(kOrders, text, &std::pair<std::string_view, SortOrder>::first);
  if (found == kOrders.end()) {
    return bad_request(
        "Invalid value at 'sort_order' "
        "(type.googleapis.com/google.people.v1.ListConnectionsRequest.SortOrder), "
        "\"" +
            std::string(text) + "\"",
        "sort_order");
  }
  return found->second;
}

/// Page size and the wish for a sync token, which both lists read alike.
Checked<ListRequest> read_list_request(const Call& call, const ReadRequest& read) {
  const Checked<int> page_size = read_page_size(call.parameters, kPageSizeFallback, kPageSizeMax);
  if (!page_size) {
    return page_size.error();
  }
  const Checked<bool> wants_sync_token = call.parameters.flag("requestSyncToken");
  if (!wants_sync_token) {
    return wants_sync_token.error();
  }
  return ListRequest{.mask = read.mask,
                     .sources = read.sources,
                     .page_size = *page_size,
                     .wants_sync_token = *wants_sync_token};
}

/// readMask and sources of Other contacts (G38, G94).
Checked<ReadRequest> read_other_contacts_request(const Call& call) {
  constexpr std::string_view kName = "readMask";
  const std::string_view text = call.parameters.text(kName);
  const Checked<FieldSet> mask = read_show_mask(text, kName);
  if (!mask) {
    return mask.error();
  }
  const Checked<Sources> sources =
      read_sources(call.parameters.list("sources"), Sources{.contact = true});
  if (!sources) {
    return sources.error();
  }
  if (sources->profile && !sources->contact) {
    return catalogue_error(kInvalidArgument);
  }
  const bool syncs = !call.parameters.text("requestSyncToken").empty() ||
                     !call.parameters.text("syncToken").empty();
  if (!sources->profile || syncs) {
    const FieldSet allowed = syncs ? other_contact_sync_fields() : other_contact_fields();
    if (auto error = first_path_outside(allowed, text, kName)) {
      return std::move(*error);
    }
  }
  return ReadRequest{.mask = *mask, .sources = *sources};
}

}  // namespace

Answer list_connections(Call& call) {
  if (call.captures.at("person") != "me") {
    return catalogue_error(kInvalidArgument);  // G16
  }
  const Checked<ReadRequest> read = read_request(call, /*mask_required=*/true);
  if (!read) {
    return read.error();
  }
  Checked<ListRequest> request = read_list_request(call, *read);
  if (!request) {
    return request.error();
  }
  const Checked<SortOrder> order = read_sort_order(call.parameters.text("sortOrder"));
  if (!order) {
    return order.error();
  }
  request->order = *order;
  const bool syncs = request->wants_sync_token || !call.parameters.text("syncToken").empty();
  if (syncs && *order == SortOrder::last_modified_descending &&
      !call.state.options.descending_syncs_accepted) {
    return catalogue_error(kInvalidArgument);
  }
  return answer_page(call, {Place::contacts, "connections", /*counts_people=*/true}, *request);
}

Answer list_other_contacts(Call& call) {
  const Checked<ReadRequest> read = read_other_contacts_request(call);
  if (!read) {
    return read.error();
  }
  const Checked<ListRequest> request = read_list_request(call, *read);
  if (!request) {
    return request.error();
  }
  return answer_page(call, {Place::other, "otherContacts", /*counts_people=*/false}, *request);
}

}  // namespace lockstep::sim::google
