#include "progress_texts.h"

#include <cstdlib>

#include "lockstep/base/timestamp.h"

namespace lockstep {
namespace {

/// Each member with its name, one visit for reading and writing.
template <class AnyProgress, class Visit>
void visit_progress(AnyProgress& progress, Visit&& visit) {
  visit("passes", progress.passes);
  visit("settings", progress.settings);
  visit("initial_done", progress.initial_done);
  visit("google_sync_token", progress.google_sync_token);
  visit("other_sync_token", progress.other_sync_token);
  visit("hubspot_listed", progress.hubspot_listed);
  visit("hubspot_seen", progress.hubspot_seen);
  visit("hubspot_seen_at", progress.hubspot_seen_at);
  visit("hubspot_seen_settled", progress.hubspot_seen_settled);
  visit("hubspot_live", progress.hubspot_live);
  visit("hubspot_surplus", progress.hubspot_surplus);
  visit("archived_read_at", progress.archived_read_at);
  visit("google_seen", progress.google_seen);
  visit("google_full", progress.google_full);
  visit("google_full_at", progress.google_full_at);
  visit("hubspot_full", progress.hubspot_full);
  visit("hubspot_full_at", progress.hubspot_full_at);
  visit("hubspot_requests", progress.hubspot_requests);
  visit("hubspot_searches", progress.hubspot_searches);
  visit("google_requests", progress.google_requests);
  visit("google_writes", progress.google_writes);
  visit("last_pass", progress.last_pass);
  visit("last_state", progress.last_state);
  visit("last_pause_reason", progress.last_pause_reason);
  visit("last_error", progress.last_error);
  visit("in_sync", progress.in_sync);
  visit("excluded", progress.excluded);
  visit("failing", progress.failing);
  visit("pending", progress.pending);
}

std::string as_text(std::int64_t value) { return std::to_string(value); }
std::string as_text(const std::string& value) { return value; }
std::string as_text(bool value) { return value ? "1" : "0"; }
std::string as_text(Instant value) { return std::to_string(to_epoch_ms(value)); }

void from_text(const std::string& text, std::int64_t& value) {
  value = std::strtoll(text.c_str(), nullptr, 10);
}
void from_text(const std::string& text, std::string& value) { value = text; }
void from_text(const std::string& text, bool& value) { value = text == "1"; }
void from_text(const std::string& text, Instant& value) {
  value = from_epoch_ms(std::strtoll(text.c_str(), nullptr, 10));
}

}  // namespace

StateTables::ProgressTexts to_texts(const Progress& progress) {
  StateTables::ProgressTexts texts;
  visit_progress(progress,
                 [&](const char* name, const auto& value) { texts.emplace(name, as_text(value)); });
  return texts;
}

void from_texts(const StateTables::ProgressTexts& texts, Progress& progress) {
  visit_progress(progress, [&](const char* name, auto& value) {
    const auto found = texts.find(name);
    if (found != texts.end()) {
      from_text(found->second, value);
    }
  });
}

}  // namespace lockstep
