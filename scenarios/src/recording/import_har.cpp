#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>
#include <utility>

#include "lockstep/scenario/import_recording.h"

#include "recording/har_entry.h"
#include "recording/strict_json.h"

namespace lockstep::scenario {
namespace {

/// Takes the entries out of an archive one by one: the rest of it is only walked over.
class Archive final : public JsonEvents {
 public:
  explicit Archive(const ImportOptions& options) : options_(&options) {}

  bool scalar(Json value) override {
    if (skips()) {
      return end_of_skipped();
    }
    return in_entries_ && builder_.scalar(std::move(value)) ? entry_if_complete() : true;
  }
  bool open(bool is_array) override {
    ++depth_;
    if (skipped_ > 0) {
      ++skipped_;
      return true;
    }
    if (in_entries_) {
      return builder_.open(is_array);
    }
    in_log_ = in_log_ || (depth_ == 2 && name_ == "log" && !is_array);
    in_entries_ = in_log_ && depth_ == kEntriesDepth && name_ == "entries" && is_array;
    has_entries_ = has_entries_ || in_entries_;
    return true;
  }
  bool name(const std::string& name) override {
    if (skipped_ > 0) {
      return true;
    }
    if (!in_entries_) {
      name_ = name;
      return true;
    }
    // What a browser adds beyond the format, and what tells how long things took.
    if (name.starts_with('_') ||
        (depth_ == kEntriesDepth + 1 && (name == "timings" || name == "cache"))) {
      skipped_ = 1;
      return true;
    }
    return builder_.name(name);
  }
  bool close() override {
    --depth_;
    if (skips()) {
      --skipped_;
      return end_of_skipped();
    }
    if (in_entries_ && depth_ < kEntriesDepth) {
      in_entries_ = false;
      return true;
    }
    in_log_ = in_log_ && depth_ >= 2;
    return !in_entries_ || !builder_.close() || entry_if_complete();
  }

  [[nodiscard]] bool has_entries() const noexcept { return has_entries_; }
  [[nodiscard]] const std::string& mistake() const noexcept { return mistake_; }

  [[nodiscard]] Recording take() && {
    recording_.made_from = "har";
    recording_.left_out = left_out_.sentences();
    std::ranges::stable_sort(recording_.exchanges, {}, &RecordedExchange::at);
    return std::move(recording_);
  }

 private:
  static constexpr int kEntriesDepth = 3;

  [[nodiscard]] bool skips() const noexcept { return skipped_ > 0; }
  /// 1 is the member itself: with its value it is over.
  bool end_of_skipped() {
    skipped_ -= skipped_ == 1 ? 1 : 0;
    return true;
  }

  bool entry_if_complete() {
    if (!builder_.complete()) {
      return true;
    }
    if (++entries_ > kImportEntriesMax) {
      mistake_ = "more than " + std::to_string(kImportEntriesMax) + " entries";
      return false;
    }
    if (auto exchange = exchange_of(builder_.take(), *options_, left_out_)) {
      recording_.exchanges.push_back(std::move(*exchange));
    }
    return true;
  }

  const ImportOptions* options_;
  Recording recording_;
  LeftOutCounts left_out_;
  JsonBuilder builder_;
  std::string name_;
  std::string mistake_;
  std::size_t entries_ = 0;
  int depth_ = 0;
  int skipped_ = 0;  ///< Of a member that is left out: 1 before its value, more inside.
  bool in_log_ = false;
  bool in_entries_ = false;
  bool has_entries_ = false;
};

}  // namespace

Result<Recording> import_har(std::string_view text, const std::string& source,
                             const ImportOptions& options) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) {
    text.remove_prefix(kByteOrderMark.size());
  }
  Archive archive(options);
  if (const Result<void> walked = walk_json(text, archive, source); !walked) {
    Error error = walked.error();
    if (!archive.mistake().empty()) {
      error.message = archive.mistake();
    }
    return Failure{error};
  }
  if (!archive.has_entries()) {
    return failure(ErrorKind::invalid_input,
                   "no HTTP Archive (there is no log.entries) and no journal: save it as HAR 1.2",
                   source);
  }
  return std::move(archive).take();
}

}  // namespace lockstep::scenario
