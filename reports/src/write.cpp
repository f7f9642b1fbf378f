#include "lockstep/report/write.h"

#include <cerrno>
#include <fstream>
#include <string>
#include <system_error>

#include "lockstep/report/render.h"

namespace lockstep::report {
namespace {

constexpr ReportFormat kFormats[] = {
    {"json", "report.json", render_json},
    {"html", "index.html", render_html},
    {"junit", "junit.xml", [](const RunReport& run) { return render_junit(run); }},
    {"junit-gitlab", "junit-gitlab.xml",
     [](const RunReport& run) { return render_junit(run, JunitFlavour::gitlab); }},
    {"ctrf", "ctrf.json", render_ctrf},
    {"summary", "summary.md", render_summary},
    {"badge", "badge.json", render_badge},
};

}  // namespace

std::span<const ReportFormat> report_formats() { return kFormats; }

Result<void> write_file(const std::filesystem::path& path, std::string_view content) {
  std::filesystem::path unfinished = path;
  unfinished += ".unfinished";
  std::error_code error;
  {
    std::ofstream out(unfinished, std::ios::binary | std::ios::trunc);
    out.write(content.data(), static_cast<std::streamsize>(content.size()));
    out.close();
    if (!out) {
      const std::string reason = std::generic_category().message(errno);
      std::filesystem::remove(unfinished, error);
      return failure(ErrorKind::unavailable, "cannot write this file: " + reason, path.string());
    }
  }
  std::filesystem::rename(unfinished, path, error);
  if (error) {
    const std::string reason = error.message();
    std::filesystem::remove(unfinished, error);
    return failure(ErrorKind::unavailable, "cannot write this file: " + reason, path.string());
  }
  return {};
}

Result<void> write_reports(const RunReport& run, const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) {
    return failure(ErrorKind::unavailable, "cannot make this folder: " + error.message(),
                   folder.string());
  }
  for (const ReportFormat& format : kFormats) {
    if (Result<void> written = write_file(folder / format.file, format.render(run)); !written) {
      return written;
    }
  }
  return {};
}

Result<void> remove_reports(const std::filesystem::path& folder) {
  for (const ReportFormat& format : kFormats) {
    std::error_code error;
    std::filesystem::remove(folder / format.file, error);
    if (error) {
      return failure(ErrorKind::unavailable, "cannot remove this file: " + error.message(),
                     (folder / format.file).string());
    }
  }
  return {};
}

}  // namespace lockstep::report
