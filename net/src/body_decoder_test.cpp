#include "body_decoder.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <string>

namespace lockstep {
namespace {

std::string packed(std::string text, int format) {
  std::string out(text.size() / 100 + 1024, '\0');
  z_stream stream{};
  EXPECT_EQ(::deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, format, 8, 0), Z_OK);
  const auto bytes = [](std::string& of) {
    return static_cast<Bytef*>(static_cast<void*>(of.data()));
  };
  stream.next_in = bytes(text);
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = bytes(out);
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(::deflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  ::deflateEnd(&stream);
  return out;
}
std::string gzipped(const std::string& text) { return packed(text, 16 + MAX_WBITS); }
std::string deflated(const std::string& text) { return packed(text, MAX_WBITS); }

RequestHead head_of(const std::string& coding, const std::string& wire, bool chunked) {
  RequestHead head;
  head.chunked = chunked;
  if (!chunked) {
    head.content_length = wire.size();
  }
  if (!coding.empty()) {
    head.headers.emplace("Content-Encoding", coding);
  }
  return head;
}

/// What comes of a body whose bytes come in pieces: itself and what is left of the input, its
/// status of refusal, or that it is not at its end.
std::string decode(const RequestHead& head, const std::string& wire, std::size_t piece) {
  BodyDecoder decoder(head);
  std::string input;
  for (std::size_t at = 0; at < wire.size(); at += piece) {
    input += wire.substr(at, piece);
    std::string_view rest = input;
    if (const auto refusal = decoder.read(rest)) {
      return std::to_string(refusal->status);
    }
    input.erase(0, input.size() - rest.size());
  }
  return decoder.complete() ? decoder.take() + "|" + input : "incomplete";
}

struct Row {
  const char* name;
  std::string coding;
  bool chunked;
  std::string wire;
  std::string outcome;
};

std::ostream& operator<<(std::ostream& out, const Row& row) { return out << row.name; }

class BodyDecoderTest : public testing::TestWithParam<Row> {};

TEST_P(BodyDecoderTest, ComesToTheSameHoweverItIsCut) {
  const Row& row = GetParam();
  const RequestHead head = head_of(row.coding, row.wire, row.chunked);
  for (const std::size_t piece :
       {std::size_t{1}, std::size_t{2}, std::size_t{7}, row.wire.size()}) {
    EXPECT_EQ(decode(head, row.wire, piece), row.outcome) << piece;
  }
}

std::string chunk(const std::string& bytes) {
  std::string size(16, '\0');
  size.resize(
      static_cast<std::size_t>(std::snprintf(size.data(), size.size(), "%zx", bytes.size())));
  return size + "\r\n" + bytes + "\r\n";
}

INSTANTIATE_TEST_SUITE_P(
    , BodyDecoderTest,
    testing::ValuesIn<Row>({
        // clang-format off
        {"Plain",            "",        false, "abc",                               "abc|"},
        {"Gzip",             "gzip",    false, gzipped("abc"),                      "abc|"},
        {"Deflate",          "deflate", false, deflated("abc"),                     "abc|"},
        {"UnknownCoding",    "x-own",   false, "abc",                               "abc|"},
        {"Brotli",           "br",      false, "abc",                               "400"},
        {"CutGzip",          "gzip",    false, gzipped("abc").substr(0, 12),        "400"},
        {"NoGzip",           "gzip",    false, "no gzip at all",                    "400"},
        {"BehindGzip",       "gzip",    false, gzipped("abc") + "x",                "400"},
        {"Chunks",           "",        true,  "2\r\nab\r\n1;n=v\r\nc\r\n0\r\n\r\n", "abc|"},
        {"ChunksOfGzip",     "gzip",    true,  chunk(gzipped("abc")) + chunk(""),   "abc|"},
        {"CapitalSize",      "",        true,  "A\r\n0123456789\r\n0\r\n\r\n",      "0123456789|"},
        {"NoSize",           "",        true,  "\r\n",                              "400"},
        {"SizeOfLetters",    "",        true,  "2x\r\n",                            "400"},
        {"NegativeSize",     "",        true,  "-2\r\n",                            "400"},
        {"LongerThanItsSize","",        true,  "1\r\nab\r\n",                       "400"},
        {"Trailer",          "",        true,  "0\r\na: b\r\n",                     "400"},
        {"TooLarge",         "",        true,  "2000001\r\n",                       "413"},
        {"TooLargeTogether", "",        true,  "1\r\na\r\n2000000\r\n",             "413"},
        {"SizeOverflows",    "",        true,  "fffffffffffffffff\r\n",             "400"},
        {"EndlessLine",      "",        true,  std::string(1100, '0'),              "400"},
        {"NoEnd",            "",        true,  "1\r\na\r\n",                        "incomplete"},
        // clang-format on
    }),
    [](const auto& row_info) { return std::string(row_info.param.name); });

TEST(BodyDecoder, LeavesTheNextRequestInTheInput) {
  RequestHead head;
  head.chunked = true;
  EXPECT_EQ(decode(head, "1\r\na\r\n0\r\n\r\nGET /", 3), "a|GET /");
}

TEST(BodyDecoder, RefusesWhatUnpacksToTooMuch) {
  const std::string bomb = gzipped(std::string(kBodyBytesMax + 1, 'a'));
  ASSERT_LT(bomb.size(), 100'000U);
  EXPECT_EQ(decode(head_of("gzip", bomb, false), bomb, bomb.size()), "413");
}

}  // namespace
}  // namespace lockstep
