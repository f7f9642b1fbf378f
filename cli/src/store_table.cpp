#include "store_table.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <vector>

#include "lockstep/base/text.h"
#include "lockstep/report/foreign_text.h"

namespace lockstep::cli {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kColumns = 46;

std::string cell(const std::string& foreign) {
  return report::terminal_line(report::shorten(foreign, kColumns - 2));
}

std::string padded(std::string cell) {
  const std::size_t width = is_valid_utf8(cell) ? code_point_count(cell) : cell.size();
  cell.append(kColumns - std::min(width, kColumns), ' ');
  return cell;
}

std::vector<std::string> hubspot_lines(const Json& records) {
  std::vector<std::string> lines;
  for (const Json& record : records) {
    lines.push_back(cell(record.value("id", "") +
                         (record.value("archived", false) ? " (in the recycle bin)" : "")));
    for (const auto& [name, value] : record.at("properties").items()) {
      lines.push_back("  " + cell(name + ": " + value.dump()));
    }
    if (record.contains("lists")) {
      lines.push_back("  " + cell("lists: " + record.at("lists").dump()));
    }
  }
  return lines;
}

std::vector<std::string> google_lines(const Json& records) {
  std::vector<std::string> lines;
  for (const Json& record : records) {
    const std::string folder = record.value("folder", "");
    lines.push_back(cell(record.value("id", "") +
                         (folder == "contacts" ? "" : " (" + folder + ")") +
                         (record.value("starred", false) ? " *" : "")));
    for (const auto& [field, items] : record.at("person").items()) {
      for (const Json& item : items) {
        lines.push_back("  " + cell(field + ": " + item.dump()));
      }
    }
    if (!record.at("labels").empty()) {
      lines.push_back("  " + cell("labels: " + record.at("labels").dump()));
    }
  }
  return lines;
}

}  // namespace

std::string store_table(std::string_view stores) {
  const Json json = Json::parse(stores, nullptr, false);
  if (!json.is_object()) {
    return "";
  }
  const std::vector<std::string> left = hubspot_lines(json.at("hubspot"));
  const std::vector<std::string> right = google_lines(json.at("google"));
  std::string table = padded("HubSpot") + "| Google\n";
  for (std::size_t row = 0; row < std::max(left.size(), right.size()); ++row) {
    table += padded(row < left.size() ? left[row] : "") + "| " +
             (row < right.size() ? right[row] : "") + "\n";
  }
  return table;
}

}  // namespace lockstep::cli
