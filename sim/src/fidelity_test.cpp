#include "lockstep/sim/fidelity.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/base/text.h"
#include "lockstep/sim/error_catalogue.h"

#include "google/discovery.h"
#include "google/http_batch.h"
#include "google/methods.h"
#include "google/oauth_service.h"
#include "hubspot/operations.h"

namespace lockstep::sim {
namespace {

std::set<std::string_view> operations_of(Service service) {
  if (service == Service::google) {
    const std::vector<std::string_view> oauth = google::oauth_operations();
    std::set<std::string_view> operations(oauth.begin(), oauth.end());
    operations.insert({google::kBatchOperation, google::kDiscoveryOperation});
    for (const google::ApiMethod& method : google::api_methods()) {
      operations.insert(method.operation);
    }
    return operations;
  }
  std::set<std::string_view> operations = {"crm.other.read", "crm.other.write"};
  for (const hubspot::ApiOperation& operation : hubspot::api_operations()) {
    operations.insert(operation.name);
  }
  return operations;
}

bool names_in_full(const FidelityEntry& entry, std::string_view operation) {
  return std::ranges::count(split(entry.operations, ' '), operation) > 0;
}

bool is_word(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '-';
  });
}

TEST(Fidelity, IdsAreReadableAndUnique) {
  std::set<std::string_view> ids;
  for (const FidelityEntry& entry : fidelity_ledger()) {
    EXPECT_TRUE(ids.insert(entry.id).second) << entry.id;
    const std::vector<std::string_view> parts = split(entry.id, '.');
    ASSERT_EQ(parts.size(), 3U) << entry.id;
    EXPECT_TRUE(std::ranges::all_of(parts, is_word)) << entry.id;
    EXPECT_EQ(parts[0], to_string(service_of(entry))) << entry.id;
    EXPECT_EQ(parts[1], area_of(entry)) << entry.id;
    EXPECT_TRUE(entry.behaviour.ends_with('.')) << entry.id;
  }
}

TEST(Fidelity, EveryOperationIsNamedInFullByAnEntry) {
  for (const Service service : {Service::google, Service::hubspot}) {
    for (const std::string_view operation : operations_of(service)) {
      EXPECT_TRUE(std::ranges::any_of(fidelity_ledger(),
                                      [&](const FidelityEntry& entry) {
                                        return service_of(entry) == service &&
                                               names_in_full(entry, operation);
                                      }))
          << to_string(service) << ": " << operation;
    }
  }
}

TEST(Fidelity, NamesOnlyOperationsThatExist) {
  for (const FidelityEntry& entry : fidelity_ledger()) {
    const std::set<std::string_view> operations = operations_of(service_of(entry));
    for (const std::string_view name : split(entry.operations, ' ')) {
      if (entry.operations.empty()) {
        continue;  // Nobody asks for it.
      }
      FidelityEntry alone = entry;
      alone.operations = name;
      EXPECT_TRUE(std::ranges::any_of(
          operations, [&](std::string_view operation) { return concerns(alone, operation); }))
          << entry.id << ": " << name;
    }
  }
}

TEST(Fidelity, EveryErrorThatAFaultInjectsIsAnEntry) {
  for (const CataloguedError& error : error_catalogue()) {
    const auto entry = std::ranges::find_if(fidelity_ledger(), [&](const FidelityEntry& each) {
      std::string name(error.id);
      std::ranges::replace(name, '_', '-');
      return area_of(each) == "error" && service_of(each) == service_of(error) &&
             each.id.ends_with(name.substr(name.find('.')));
    });
    ASSERT_NE(entry, fidelity_ledger().end()) << error.id;
    EXPECT_EQ(entry->status, error.evidence) << error.id;
    EXPECT_THAT(entry->behaviour, testing::HasSubstr(std::to_string(error.status)));
  }
}

TEST(Fidelity, IsFoundByOperation) {
  std::vector<std::string_view> ids;
  for (const FidelityEntry* const entry : fidelity_of(Service::google, "people.updateContact")) {
    ids.push_back(entry->id);
  }
  EXPECT_THAT(ids, testing::IsSupersetOf({"google.etag.stale-is-refused", "google.etag.two-levels",
                                          "google.answer.headers"}));
  EXPECT_THAT(ids, testing::Not(testing::Contains("google.list.order")));
}

}  // namespace
}  // namespace lockstep::sim
