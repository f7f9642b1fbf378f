#include "lockstep/report/package.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "lockstep/scenario/temporary_folder.h"

namespace lockstep::report {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

const Package kPackage = {
    {"certificate.json", "{}\n"}, {"evidence/merge/a.har", std::string("\0\xff", 2)}, {"z", ""}};

class PackageFiles : public testing::Test {
 protected:
  PackageFiles() : folder_(scenario::TemporaryFolder::make()) {}
  [[nodiscard]] fs::path place(const char* name) const { return folder_->path() / name; }

 private:
  Result<scenario::TemporaryFolder> folder_;
};

TEST_F(PackageFiles, AreReadBackFromAFolderAsTheyWereWritten) {
  ASSERT_TRUE(write_package(kPackage, place("package")));
  const Result<Package> read = read_package(place("package"));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(*read, kPackage);
}

TEST_F(PackageFiles, AreReadBackFromAnArchiveAsTheyWereWritten) {
  ASSERT_TRUE(write_package(kPackage, place("package.zip")));
  const Result<Package> read = read_package(place("package.zip"));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(*read, kPackage);
}

TEST_F(PackageFiles, NeverGoIntoAFolderThatHoldsSomethingElse) {
  fs::create_directory(place("mine"));
  std::ofstream(place("mine") / "letter.txt") << "dear";
  const Result<void> written = write_package(kPackage, place("mine"));
  ASSERT_FALSE(written);
  EXPECT_THAT(written.error().message, HasSubstr("not empty"));
  EXPECT_FALSE(fs::exists(place("mine") / "certificate.json"));
}

TEST_F(PackageFiles, ThatAreLinksAreRefused) {
  fs::create_directory(place("linked"));
  fs::create_symlink("/etc/passwd", place("linked") / "events.jsonl");
  EXPECT_FALSE(read_package(place("linked")));
}

TEST_F(PackageFiles, ThatAreNotThereAreToldSo) {
  const Result<Package> read = read_package(place("nowhere"));
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().kind, ErrorKind::not_found);
}

TEST(Zip, OfTheSamePackageHasTheSameBytes) { EXPECT_EQ(*zip_of(kPackage), *zip_of(kPackage)); }

TEST(Zip, IsRefusedWhereAnyBitOfItChanged) {
  const std::string archive = zip_of(kPackage).value();
  for (std::size_t bit = 0; bit < 8 * archive.size(); ++bit) {
    std::string flipped = archive;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
    const Result<Package> read = unzip(flipped, "flipped.zip");
    ASSERT_TRUE(!read || *read != kPackage) << "bit " << bit;
  }
}

TEST(Zip, IsRefusedWhereItWasCutOrGrew) {
  const std::string archive = zip_of(kPackage).value();
  for (std::size_t length = 0; length < archive.size(); ++length) {
    ASSERT_FALSE(unzip(archive.substr(0, length), "cut.zip")) << length;
  }
  EXPECT_FALSE(unzip(archive + "x", "grown.zip"));
  EXPECT_FALSE(unzip("x" + archive, "grown.zip"));
}

TEST(PackagePath, IsBelowTheRoot) {
  for (const char* path : {"a", "a/b.har", "evidence/merge/ü.har"}) {
    EXPECT_TRUE(is_package_path(path)) << path;
  }
  for (const char* path : {"", "/a", "a/", "..", "a/../b", "a//b", "./a", "a\\b", "a\nb", "\xff"}) {
    EXPECT_FALSE(is_package_path(path)) << path;
  }
}

}  // namespace
}  // namespace lockstep::report
