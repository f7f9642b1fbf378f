// Waivers, certificates and what tells two of them apart, as a vendor and a customer meet them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "child_process.h"

namespace lockstep::cli {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;
using testing::HasSubstr;
using testing::Not;

/// RFC 8032, section 7.1, test 2: published, and protects nothing.
constexpr const char* kPrivateKey =
    "-----BEGIN PRIVATE KEY-----\n"
    "MC4CAQAwBQYDK2VwBCIEIEzNCJso/5banbbDRuwRTg9bijGfNaumJNqM9u1PuKb7\n"
    "-----END PRIVATE KEY-----\n";
constexpr const char* kPublicKey =
    "-----BEGIN PUBLIC KEY-----\n"
    "MCowBQYDK2VwAyEAPUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw=\n"
    "-----END PUBLIC KEY-----\n";

const std::string kPython = LOCKSTEP_EXAMPLES "/python/connector.json";

class Certificates : public testing::Test {
 protected:
  Certificates() : folder_(fs::path(testing::TempDir()) / test_name()) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    write("key.pem", kPrivateKey);
    write("public.pem", kPublicKey);
  }
  ~Certificates() override { fs::remove_all(folder_); }

  [[nodiscard]] std::string place(const std::string& name) const {
    return (folder_ / name).string();
  }
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(place(name), std::ios::binary) << text;
  }
  [[nodiscard]] std::string read(const std::string& name) const {
    std::ifstream in(place(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  /// The arguments of a certification that writes to "out", and `more`.
  [[nodiscard]] std::vector<std::string> certify(std::vector<std::string> more) const {
    more.insert(more.begin(), {"certify", "--out", place("out")});
    return more;
  }

 private:
  static std::string test_name() {
    return std::string("lockstep-certificate-") +
           testing::UnitTest::GetInstance()->current_test_info()->name();
  }

  fs::path folder_;
};

TEST_F(Certificates, OfTheBuiltInEngineComeToTheSameResultAgain) {
  ASSERT_EQ(run_lockstep(certify({"--in-process", "--only", "merge/*", "--package",
                                  place("part.zip"), "--sign", place("key.pem")}))
                .exit_code,
            0);
  const Ended verified = run_lockstep(
      {"verify", place("part.zip"), "--key", place("public.pem"), "--again", "--json"});
  EXPECT_EQ(verified.exit_code, 1) << "a part of the catalogue earns no certificate";
  const Json json = Json::parse(verified.out);
  EXPECT_EQ(json["flaws"], Json::array());
  EXPECT_EQ(json["granted"], false);
  EXPECT_EQ(json["trusted"], true);
  EXPECT_EQ(json["again"]["same"], true) << verified.out;
}

TEST_F(Certificates, OfAForeignProgramComeToTheSameResultFromThePackageAlone) {
  ASSERT_EQ(run_lockstep(certify({"--connector", kPython, "--only", "phone/one-way-to-google-*",
                                  "--package", place("package")}))
                .exit_code,
            1);
  EXPECT_TRUE(fs::exists(place("package/connector/connector.py")));
  EXPECT_FALSE(fs::is_empty(place("package/evidence/phone")));
  const Ended verified = run_lockstep({"verify", place("package"), "--again", "--json"});
  EXPECT_EQ(Json::parse(verified.out)["again"]["same"], true) << verified.out << verified.err;
}

TEST_F(Certificates, AreNotTheSameByAnotherVersionOfTheProgram) {
  ASSERT_EQ(run_lockstep(
                certify({"--connector", kPython, "--only", "DIR-3", "--package", place("package")}))
                .exit_code,
            0);
  Json connector = Json::parse(read("package/connector/connector.json"));
  connector["version"] = "2.0.0";
  connector["command"] = {"python3", place("package/connector/connector.py")};
  connector.erase("files");
  write("connector.json", connector.dump());
  const Ended verified =
      run_lockstep({"verify", place("package"), "--again", "--connector", place("connector.json")});
  EXPECT_EQ(verified.exit_code, 1) << verified.err;
  EXPECT_THAT(verified.out, HasSubstr("ANOTHER result"));
  EXPECT_THAT(verified.out, HasSubstr("B  One-way example in Python 2.0.0"));
}

TEST_F(Certificates, AreNotComparedWithARunThatWasInterrupted) {
  ASSERT_EQ(run_lockstep(certify({"--connector", kPython, "--only", "phone/one-way-to-google-*",
                                  "--package", place("package")}))
                .exit_code,
            1);
  Json connector = Json::parse(read("package/connector/connector.json"));
  connector["command"] = {"sh", "-c",
                          "echo began > '" + place("began") + "' && exec python3 '" +
                              place("package/connector/connector.py") + "'"};
  connector.erase("files");
  write("connector.json", connector.dump());
  ASSERT_EQ(::mkfifo(place("began").c_str(), 0600), 0);
  ChildProcess verify(
      {"verify", place("package"), "--again", "--connector", place("connector.json")});
  std::ifstream began(place("began"));  // Waits for the first pass.
  verify.send_signal(SIGINT);
  EXPECT_EQ(verify.exit_code(), 5);
}

TEST_F(Certificates, HoldTheCrashMatrixAndComeToItAgain) {
  const char* const scenario = "direction/two-way-books-become-their-union";
  ASSERT_EQ(run_lockstep(certify({"--in-process", "--only", scenario, "--package",
                                  place("part.zip"), "--crash-matrix"}))
                .exit_code,
            0);
  const Json report = Json::parse(read("out/report.json"));
  ASSERT_EQ(report["crash_matrix"].size(), 1U);
  EXPECT_EQ(report["crash_matrix"][0]["scenario"], scenario);
  EXPECT_GT(report["crash_matrix"][0]["cells"].size(), 20U);
  const Ended verified = run_lockstep({"verify", place("part.zip"), "--again", "--json"});
  EXPECT_EQ(Json::parse(verified.out)["again"]["same"], true) << verified.out << verified.err;
}

TEST_F(Certificates, ThatWereChangedAreFoundOut) {
  ASSERT_EQ(run_lockstep(certify({"--in-process", "--only", "quiet/*", "--package",
                                  place("package"), "--sign", place("key.pem")}))
                .exit_code,
            0);
  std::string page = read("package/index.html");
  page[page.size() / 2] = static_cast<char>(page[page.size() / 2] ^ 1);
  write("package/index.html", page);
  const Ended verified = run_lockstep({"verify", place("package")});
  EXPECT_EQ(verified.exit_code, 1);
  EXPECT_THAT(verified.out, HasSubstr("flaw: index.html was changed"));
}

TEST_F(Certificates, AreNotWrittenOverWhatIsThere) {
  write("letter.txt", "dear");
  const Ended ended =
      run_lockstep(certify({"--in-process", "--only", "MAT-1", "--package", place("")}));
  EXPECT_EQ(ended.exit_code, 2);
  EXPECT_THAT(ended.err, HasSubstr("is not empty"));
  EXPECT_FALSE(fs::exists(place("out"))) << "it is said before the run";
}

TEST_F(Certificates, AreNotSignedByWhatIsNoKey) {
  const Ended ended = run_lockstep(certify({"--in-process", "--only", "MAT-1", "--package",
                                            place("a.zip"), "--sign", place("public.pem")}));
  EXPECT_EQ(ended.exit_code, 2);
  EXPECT_THAT(ended.err, HasSubstr("not a private key of Ed25519"));
}

TEST_F(Certificates, AreToldApartByBehaviour) {
  const auto run_into = [&](const char* out, const char* only) {
    return run_lockstep({"certify", "--in-process", "--out", place(out), "--only", only});
  };
  ASSERT_EQ(run_into("a", "quiet/*").exit_code, 0);
  ASSERT_EQ(run_into("b", "QUI-1").exit_code, 0);
  EXPECT_EQ(run_lockstep({"diff", place("a"), place("a/events.jsonl")}).exit_code, 0);
  const Ended differs = run_lockstep({"diff", place("a"), place("b")});
  EXPECT_EQ(differs.exit_code, 1);
  EXPECT_THAT(differs.out, HasSubstr("no longer exercised"));
  EXPECT_THAT(run_lockstep({"diff", place("a"), place("b"), "--format", "html"}).out,
              HasSubstr("no longer exercised"));
  EXPECT_EQ(Json::parse(run_lockstep({"diff", place("a"), place("b"), "--json"}).out)["same"],
            false);
  EXPECT_EQ(run_lockstep({"diff", place("a"), place("nowhere")}).exit_code, 2);
}

TEST_F(Certificates, WaiveWhatWasDeclaredUntilItsLastDay) {
  const std::vector<std::string> arguments =
      certify({"--connector", kPython, "--only", "PHN-8", "--waivers", place("waivers.json")});
  std::vector<std::string> fixing = arguments;
  fixing.insert(fixing.end(), {"--fix", "--today", "2026-11-28"});
  EXPECT_EQ(run_lockstep(fixing).exit_code, 1);
  EXPECT_THAT(run_lockstep(arguments).err, HasSubstr("\"reason\" is empty"));

  Json waivers = Json::parse(read("waivers.json"));
  for (Json& waiver : waivers["waivers"]) {
    EXPECT_EQ(waiver["expires"], "2027-02-26");
    waiver["reason"] = "one number only";
    waiver["issue"] = "https://tracker.example/1";
    waiver["owner"] = "Ann";
  }
  write("waivers.json", waivers.dump(2));
  const auto on = [&](const char* day) {
    std::vector<std::string> dated = arguments;
    dated.insert(dated.end(), {"--today", day});
    return run_lockstep(dated);
  };
  EXPECT_EQ(on("2027-02-26").exit_code, 0);
  EXPECT_THAT(on("2027-02-26").out, HasSubstr("one number only"));
  EXPECT_EQ(on("2027-02-27").exit_code, 1);
  EXPECT_THAT(on("2027-02-27").out, HasSubstr("expired: its last day was 2027-02-26"));
}

TEST_F(Certificates, KeepCommentsInAFileOfWaivers) {
  const std::string text = "{\"waivers\": []}  // none yet\n";
  write("waivers.json", text);
  const Ended ended = run_lockstep(
      certify({"--in-process", "--only", "MAT-1", "--waivers", place("waivers.json"), "--fix"}));
  EXPECT_EQ(ended.exit_code, 2);
  EXPECT_THAT(ended.err, HasSubstr("has comments"));
  EXPECT_EQ(read("waivers.json"), text);
}

}  // namespace
}  // namespace lockstep::cli
