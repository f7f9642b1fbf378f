#include "lockstep/report/write.h"

#include <cerrno>
#include <fstream>
#include <string>
#include <system_error>

#include "lockstep/report/render.h"

namespace lockstep::report {

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
  struct File {
    const char* name;
    std::string content;
  };
  const File files[] = {{"report.json", render_json(run)},
                        {"junit.xml", render_junit(run)},
                        {"index.html", render_html(run)}};
  for (const File& file : files) {
    if (Result<void> written = write_file(folder / file.name, file.content); !written) {
      return written;
    }
  }
  return {};
}

}  // namespace lockstep::report
