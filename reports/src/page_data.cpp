#include "page_data.h"

#include <nlohmann/json.hpp>
#include <openssl/evp.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "lockstep/base/assert.h"

#include "embedded_pages.h"
#include "report_json.h"

namespace lockstep::report {
namespace {

using Json = nlohmann::ordered_json;

std::string base64(std::string_view bytes) {
  const std::vector<unsigned char> in(bytes.begin(), bytes.end());
  std::vector<unsigned char> out(4 * ((in.size() + 2) / 3) + 1);
  const int size = EVP_EncodeBlock(out.data(), in.data(), static_cast<int>(in.size()));
  return {out.begin(), out.begin() + size};
}

std::string gzip(std::string_view text) {
  constexpr int kGzipWindow = 15 + 16;
  constexpr int kMemoryLevel = 8;
  z_stream stream{};
  const bool begun = deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, kGzipWindow,
                                  kMemoryLevel, Z_DEFAULT_STRATEGY) == Z_OK;
  LOCKSTEP_ASSERT(begun);
  std::vector<Bytef> in(text.begin(), text.end());
  std::vector<Bytef> out(deflateBound(&stream, static_cast<uLong>(in.size())));
  stream.next_in = in.data();
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = out.data();
  stream.avail_out = static_cast<uInt>(out.size());
  const bool done = deflate(&stream, Z_FINISH) == Z_STREAM_END;
  const std::size_t size = stream.total_out;
  deflateEnd(&stream);
  LOCKSTEP_ASSERT(done);
  return {out.begin(), out.begin() + static_cast<std::ptrdiff_t>(size)};
}

std::string_view trimmed(std::string_view text) {
  const auto is_decoration = [](char letter) { return letter == ' ' || letter == '`'; };
  while (!text.empty() && is_decoration(text.front())) {
    text.remove_prefix(1);
  }
  while (!text.empty() && is_decoration(text.back())) {
    text.remove_suffix(1);
  }
  return text;
}

/// The cells of a row of a table; empty for any other line.
std::vector<std::string_view> cells_of(std::string_view line) {
  std::vector<std::string_view> cells;
  if (!line.starts_with("| ") || line.starts_with("| ---")) {
    return cells;
  }
  line.remove_prefix(2);
  for (std::size_t end = line.find(" |"); end != std::string_view::npos; end = line.find(" |")) {
    cells.push_back(trimmed(line.substr(0, end)));
    line.remove_prefix(std::min(line.size(), end + 3));
  }
  return cells;
}

std::string_view embedded_mutants() {
  const auto files = embedded_pages();
  const auto found =
      std::ranges::find(files, "mutants.md", [](const auto& file) { return file.first; });
  LOCKSTEP_ASSERT(found != files.end());
  return found->second;
}

}  // namespace

std::string packed(std::string_view text) { return base64(gzip(text)); }

std::string mutants_json(std::string_view markdown) {
  constexpr std::size_t kColumns = 5;  // Rule, name, what it does, killed by, how many.
  Json rules = Json::object();
  while (!markdown.empty()) {
    const std::size_t end = std::min(markdown.find('\n'), markdown.size());
    const std::vector<std::string_view> cells = cells_of(markdown.substr(0, end));
    markdown.remove_prefix(std::min(markdown.size(), end + 1));
    if (cells.size() != kColumns || cells[0] == "rule") {
      continue;
    }
    // "`merge/a` and 3 more"
    const std::size_t tick = std::min(cells[3].find('`'), cells[3].size());
    rules[std::string(cells[0])].push_back({{"name", cells[1]},
                                            {"what", cells[2]},
                                            {"killed_by", cells[3].substr(0, tick)},
                                            {"scenarios", cells[4]}});
  }
  return rules.dump();
}

std::string page_data(std::span<const RunReport> runs, std::string_view diff) {
  std::string json = "{\"runs\":[";
  for (const RunReport& run : runs) {
    json += (json.back() == '[' ? "" : ",") + report_json(run, -1);
  }
  json.append("],\"diff\":").append(diff.empty() ? "null" : diff);
  return json.append(",\"mutants\":").append(mutants_json(embedded_mutants())).append("}");
}

}  // namespace lockstep::report
