"""Each house rule finds the violation planted for it, and lets a sound house pass."""

import contextlib
import io
import os
import pathlib
import tempfile
import unittest

import headers
import rules


class Rules(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        self.write("engine/base/date.hpp", "#pragma once\n#include <string>\n")
        self.write("engine/model/study.hpp", "#include <lodestone/base/date.hpp>\n")
        self.write("engine/risk/report.hpp", "#include <lodestone/model/study.hpp>\n")
        self.write("engine/engine.hpp", "#include <lodestone/risk/report.hpp>\n")
        self.write("engine/run/for_each_block.hpp", "")
        self.write("engine/run/for_each_block.cpp", "#include <tbb/parallel_for.h>\n")
        self.write("calibration/estimate/garch.hpp", "#include <lodestone/model/study.hpp>\n")
        self.write("calibration/estimate/maximise.cpp", "#include <nlopt.h>\n#include <Eigen/Core>\n")
        self.write("calibration/backtest/rolling.hpp", "#include <lodestone/calibration/estimate/garch.hpp>\n")
        self.write("calibration/calibration.hpp", "#include <lodestone/calibration/backtest/rolling.hpp>\n")
        self.write("calibration/wire/encode.cpp", "#include <lodestone/wire/edge.hpp>\n#include <lodestone/v1/report.pb.h>\n")
        self.write("engine/wire/edge.hpp", "")
        self.write("engine/app/calibrate.cpp", "#include <lodestone/calibration.hpp>\n")
        self.write("engine/app/main.cpp", "#include <lodestone/engine.hpp>\n#include <cstdio>\nint main() { std::puts(\"\"); }\n")

    def write(self, path, text):
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, encoding="utf-8")

    def expect_one(self, rule, path):
        found = list(rule(self.root))
        self.assertEqual(len(found), 1, found)
        self.assertTrue(found[0].startswith(path), found)

    def test_a_sound_house_passes(self):
        self.assertEqual(rules.violations(self.root), [])

    def test_an_include_that_goes_up_is_found(self):
        self.write("engine/base/date.hpp", "#include <string>\n#include <lodestone/model/study.hpp>\n")
        self.expect_one(rules.floors, "engine/base/date.hpp:2")

    def test_floors_of_one_height_do_not_know_each_other(self):
        self.write("engine/kernel/step.hpp", "#include <lodestone/risk/report.hpp>\n")
        self.expect_one(rules.floors, "engine/kernel/step.hpp:1")

    def test_nobody_below_the_front_door_goes_through_it(self):
        self.write("engine/risk/tail.hpp", "#include <lodestone/engine.hpp>\n")
        self.expect_one(rules.floors, "engine/risk/tail.hpp:1")

    def test_a_folder_that_is_no_floor_is_found(self):
        self.write("engine/misc/things.hpp", "")
        self.expect_one(rules.floors, "engine/misc/things.hpp")

    def test_calibration_stands_beside_the_engine(self):
        for path, text in [
            ("engine/run/loop.hpp", "#include <lodestone/calibration.hpp>\n"),
            ("engine/model/market.hpp", "#include <lodestone/calibration/estimate/garch.hpp>\n"),
        ]:
            with self.subTest(path=path):
                self.write(path, text)
                self.expect_one(rules.floors, path + ":1")
                (self.root / path).unlink()

    def test_calibration_has_floors_of_its_own(self):
        for path, text in [
            ("calibration/estimate/fit.hpp", "#include <lodestone/calibration/backtest/rolling.hpp>\n"),
            ("calibration/estimate/fit.hpp", "#include <lodestone/calibration/history/csv.hpp>\n"),
            ("calibration/estimate/fit.hpp", "#include <lodestone/calibration.hpp>\n"),
            ("calibration/estimate/fit.hpp", "#include <lodestone/risk/report.hpp>\n"),
            ("calibration/backtest/fit.hpp", "#include <lodestone/wire/edge.hpp>\n"),
            ("calibration/estimate/fit.hpp", '#include "garch.hpp"\n'),
        ]:
            with self.subTest(path=path, text=text):
                self.write(path, text)
                self.expect_one(rules.calibration_floors, path + ":1")
                (self.root / path).unlink()
        self.write("calibration/misc.hpp", "")
        self.expect_one(rules.calibration_floors, "calibration/misc.hpp")

    def test_every_fence_of_calibration_is_watched(self):
        for path, text in [
            ("calibration/estimate/fit.cpp", "#include <nlopt.h>\n"),
            ("calibration/estimate/fit.cpp", "#include <nlopt.hpp>\n"),
            ("calibration/estimate/fit.hpp", "#include <Eigen/Core>\n"),
            ("calibration/backtest/fit.hpp", "#include <boost/math/distributions.hpp>\n"),
            ("calibration/backtest/fit.cpp", "#include <tbb/parallel_for.h>\n"),
            ("calibration/history/read.cpp", "#include <google/protobuf/message.h>\n"),
            ("calibration/history/read.cpp", "void f() { std::cerr << 1; }\n"),
        ]:
            with self.subTest(path=path, text=text):
                self.write(path, text)
                self.expect_one(rules.calibration_fences, path + ":1")
                (self.root / path).unlink()

    def test_a_relative_include_is_found(self):
        self.write("engine/model/market.hpp", '#include "study.hpp"\n')
        self.expect_one(rules.floors, "engine/model/market.hpp:1")

    def test_every_fence_is_watched(self):
        for path, text in [
            ("engine/run/report.hpp", "#include <google/protobuf/message.h>\n"),
            ("engine/run/report.hpp", "#include <lodestone/v1/study.pb.h>\n"),
            ("engine/run/loop.hpp", "#include <tbb/parallel_for.h>\n"),
            ("engine/kernel/loop.hpp", "#include <oneapi/tbb/task_arena.h>\n"),
            ("engine/kernel/step.hpp", "#include <hwy/highway.h>\n"),
            ("engine/plan/step-inl.hpp", "#include <hwy/highway.h>\n"),
            ("engine/math/normal.hpp", "#include <boost/math/distributions.hpp>\n"),
            ("engine/plan/law.hpp", "#include <Eigen/Dense>\n"),
            ("engine/wire/read.hpp", "#include <fmt/core.h>\n"),
            ("engine/wire/read.hpp", "#include <iostream>\n"),
            ("engine/plan/law.hpp", "void f() { std::printf(\"\"); }\n"),
            ("engine/plan/law.hpp", "void f() { std::cerr << 1; }\n"),
        ]:
            with self.subTest(path=path, text=text):
                self.write(path, text)
                self.expect_one(rules.fences, path + ":1")
                (self.root / path).unlink()

    def test_writing_into_a_buffer_and_prose_are_no_printing(self):
        self.write("engine/plan/law.hpp", "// std::cout << x\nvoid f(char* text) { std::snprintf(text, 1, \"\"); }\n")
        self.assertEqual(list(rules.fences(self.root)), [])

    def test_line_501_is_found(self):
        self.write("tests/model/study_test.cpp", "\n" * rules.MAXIMUM_LINES)
        self.assertEqual(list(rules.sizes(self.root)), [])
        self.write("tests/model/study_test.cpp", "\n" * (rules.MAXIMUM_LINES + 1))
        self.expect_one(rules.sizes, "tests/model/study_test.cpp")

    def test_words_about_the_machine_are_found(self):
        for words in ["see /wo" "rk/notes", "in /ho" "me/someone", "done in This Se" "ssion", "https://pypi.o" "rg/x"]:
            with self.subTest(words=words):
                self.write("docs/page.md", "fine\n" + words + "\n")
                self.expect_one(rules.words, "docs/page.md:2")

    def test_a_link_and_a_path_that_lead_nowhere_are_found(self):
        self.write("docs/page.md", "see [date](../engine/base/date.hpp), `engine/base/date.hpp`, `docs/` and [out](https://example.org)\n")
        self.assertEqual(list(rules.links(self.root)), [])
        for words in ["[gone](gone.md)", "`engine/base/gone.hpp`"]:
            with self.subTest(words=words):
                self.write("docs/page.md", f"fine\nsee {words}\n")
                self.expect_one(rules.links, "docs/page.md:2")

    def test_build_folders_are_not_read(self):
        self.write("build/release/notes.md", "/wo" "rk/notes\n")
        self.write("build-x/notes.md", "/wo" "rk/notes\n")
        self.assertEqual(rules.violations(self.root), [])

    def judge_headers(self):
        (self.root / "lodestone").symlink_to(self.root / "engine")
        (self.root / "beside/lodestone").mkdir(parents=True)
        (self.root / "beside/lodestone/calibration").symlink_to(self.root / "calibration")
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            code = headers.main(self.root, os.environ.get("CXX", "c++"), [f"-I{self.root}", f"-I{self.root}/beside"])
        return code, said.getvalue()

    def test_headers_that_stand_alone_pass(self):
        self.assertEqual(self.judge_headers()[0], 0)

    def test_a_header_that_leans_on_another_is_found(self):
        self.write("engine/base/name.hpp", "#pragma once\ninline std::string name();\n")
        code, said = self.judge_headers()
        self.assertEqual(code, 1)
        self.assertTrue(said.startswith("lodestone/base/name.hpp does not stand alone"), said)


if __name__ == "__main__":
    unittest.main()
