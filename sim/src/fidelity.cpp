#include "lockstep/sim/fidelity.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <deque>
#include <string>

#include "lockstep/base/text.h"
#include "lockstep/sim/error_catalogue.h"

#include "fidelity_tables.h"

namespace lockstep::sim {
namespace {

/// What a person reads of an error body: Google's and HubSpot's message, the token endpoints'
/// error, or the title of a page.
std::string message_of(std::string_view body) {
  const auto json = nlohmann::json::parse(body, nullptr, /*allow_exceptions=*/false);
  for (const char* pointer : {"/error/message", "/message", "/error_description"}) {
    if (const nlohmann::json::json_pointer at(pointer); json.contains(at) && json[at].is_string()) {
      return json[at].get<std::string>();
    }
  }
  constexpr std::string_view kTitle = "<title>";
  const std::size_t title = body.find(kTitle);
  return title == std::string_view::npos
             ? std::string()
             : std::string(body.substr(title + kTitle.size(),
                                       body.find('<', title + 1) - title - kTitle.size()));
}

/// The catalogue of errors is a table of its own; here are the same errors as entries.
struct ErrorEntries {
  ErrorEntries() {
    for (const CataloguedError& error : error_catalogue()) {
      std::string id(error.id);
      std::ranges::replace(id, '_', '-');
      id.insert(id.find('.') + 1, "error.");
      entries.push_back({keep(std::move(id)), error.evidence, error.facts, "*",
                         keep("A fault answers " + std::to_string(error.status) + " \"" +
                              message_of(error.body) + "\".")});
    }
  }

  std::string_view keep(std::string text) { return texts.emplace_back(std::move(text)); }

  std::deque<std::string> texts;
  std::vector<FidelityEntry> entries;
};

template <class Tables>
void append(std::vector<FidelityEntry>& ledger, const Tables& tables, Service service) {
  for (const auto table : tables) {
    ledger.insert(ledger.end(), table().begin(), table().end());
  }
  static const ErrorEntries kErrors;
  std::ranges::copy_if(kErrors.entries, std::back_inserter(ledger),
                       [&](const FidelityEntry& entry) { return service_of(entry) == service; });
}

}  // namespace

std::span<const FidelityEntry> fidelity_ledger() {
  static const std::vector<FidelityEntry> kLedger = [] {
    std::vector<FidelityEntry> all;
    append(all, google::kFidelityTables, Service::google);
    append(all, hubspot::kFidelityTables, Service::hubspot);
    return all;
  }();
  return kLedger;
}

Service service_of(const FidelityEntry& entry) noexcept {
  return entry.id.starts_with("google.") ? Service::google : Service::hubspot;
}

std::string_view area_of(const FidelityEntry& entry) noexcept {
  const std::string_view rest = entry.id.substr(entry.id.find('.') + 1);
  return rest.substr(0, rest.find('.'));
}

bool concerns(const FidelityEntry& entry, std::string_view operation) noexcept {
  std::string_view rest = entry.operations;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    const std::string_view name = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const bool fits = name.ends_with('*') ? operation.starts_with(name.substr(0, name.size() - 1))
                                          : operation == name;
    if (fits) {
      return true;
    }
  }
  return false;
}

std::vector<const FidelityEntry*> fidelity_of(Service service, std::string_view operation) {
  std::vector<const FidelityEntry*> found;
  for (const FidelityEntry& entry : fidelity_ledger()) {
    if (service_of(entry) == service && concerns(entry, operation)) {
      found.push_back(&entry);
    }
  }
  return found;
}

}  // namespace lockstep::sim
