// The trees that are shipped: the figures of the two districts, as in the sources.
#include <fstream>
#include <map>
#include <sstream>

#include "tests/directory/scene.h"

namespace giaoban::test {
namespace {

std::string tree(const std::string& district) {
  std::ifstream file(std::string(SOURCE_DIR) + "/services/directory/trees/" + district + ".csv", std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

class Trees : public Scene {
 protected:
  std::map<v1::Level, int> levels() {
    std::map<v1::Level, int> count;
    for (const auto& record : log()) ++count[record.directory().unit_added().unit().level()];
    return count;
  }
};

TEST_F(Trees, OfLucNamHas471CellsIn25Communes) {
  const auto response = units(tree("luc-nam"));
  EXPECT_EQ(said(response.errors()), std::vector<std::string>());
  EXPECT_EQ(response.added(), 498U);
  EXPECT_EQ(levels(),
            (std::map<v1::Level, int>{
                {v1::LEVEL_CELL, 471}, {v1::LEVEL_COMMUNE, 25}, {v1::LEVEL_DISTRICT, 1}, {v1::LEVEL_PROVINCE, 1}}));
}

TEST_F(Trees, OfDongTrieuHas173CellsIn21Communes) {
  const auto response = units(tree("dong-trieu"));
  EXPECT_EQ(said(response.errors()), std::vector<std::string>());
  EXPECT_EQ(levels(),
            (std::map<v1::Level, int>{
                {v1::LEVEL_CELL, 173}, {v1::LEVEL_COMMUNE, 21}, {v1::LEVEL_DISTRICT, 1}, {v1::LEVEL_PROVINCE, 1}}));
}

TEST_F(Trees, LoadTwiceWithoutAnyChange) {
  units(tree("luc-nam"));
  const auto second = units(tree("luc-nam"));
  EXPECT_EQ(second.added(), 0U);
  EXPECT_EQ(second.unchanged(), 498U);
  EXPECT_EQ(second.position(), 498U);
}

TEST_F(Trees, OfTwoProvincesDoNotFitIntoOneDirectory) {
  units(tree("luc-nam"));
  const auto response = units(tree("dong-trieu"));
  EXPECT_TRUE(says(response.errors(), 2, "The root is “24” already"));
  EXPECT_EQ(log().size(), 498U);
}

}  // namespace
}  // namespace giaoban::test
