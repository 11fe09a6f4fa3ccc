# A floor of the engine is a folder: every source in it is in the build, and it may link only to the floors below.

# Includes are spelled <lodestone/model/study.hpp>: the build links include/lodestone to engine/.
set(LODESTONE_INCLUDE_DIR ${PROJECT_BINARY_DIR}/include)
file(MAKE_DIRECTORY ${LODESTONE_INCLUDE_DIR})
file(CREATE_LINK ${PROJECT_SOURCE_DIR}/engine ${LODESTONE_INCLUDE_DIR}/lodestone SYMBOLIC)

# And <lodestone/calibration/estimate/garch.hpp>, <lodestone/calibration.hpp>: in a folder of its own, which the engine is not shown.
set(LODESTONE_CALIBRATION_INCLUDE_DIR ${PROJECT_BINARY_DIR}/include-calibration)
file(MAKE_DIRECTORY ${LODESTONE_CALIBRATION_INCLUDE_DIR}/lodestone)
file(CREATE_LINK ${PROJECT_SOURCE_DIR}/calibration ${LODESTONE_CALIBRATION_INCLUDE_DIR}/lodestone/calibration SYMBOLIC)
file(CREATE_LINK ${PROJECT_SOURCE_DIR}/calibration/calibration.hpp ${LODESTONE_CALIBRATION_INCLUDE_DIR}/lodestone/calibration.hpp
     SYMBOLIC)

# ccache where it is installed; it must be told that precompiled headers are fine.
find_program(LODESTONE_CCACHE ccache)
mark_as_advanced(LODESTONE_CCACHE)
if(LODESTONE_CCACHE AND PROJECT_IS_TOP_LEVEL AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${LODESTONE_CCACHE})
endif()

# Flags that every source of the project is compiled with. -ffp-contract=off: a product and a sum are never fused behind our
# back, so the same bits come from every compiler and instruction set. A study built in code names the fields it gives
# ({.id = "x"}), and leaves the others empty on purpose.
add_library(lodestone_flags INTERFACE)
target_compile_features(lodestone_flags INTERFACE cxx_std_20)
target_compile_options(
  lodestone_flags
  INTERFACE -ffp-contract=off -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-missing-field-initializers
            $<$<BOOL:${LODESTONE_WARNINGS_AS_ERRORS}>:-Werror>
            # At -O3 the flow analysis of g++ 12 sees overlaps, overflows and unset members in std::string that are not there
            # (GCC bugs 105329, 105651): these four are off. clang++ and the sanitizers watch what they are for.
            "$<$<CXX_COMPILER_ID:GNU>:-Wno-restrict;-Wno-stringop-overflow;-Wno-array-bounds;-Wno-maybe-uninitialized>")
target_include_directories(lodestone_flags INTERFACE ${LODESTONE_INCLUDE_DIR})

if(LODESTONE_SANITIZE STREQUAL "address")
  set(sanitizer_flags -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
elseif(LODESTONE_SANITIZE STREQUAL "thread")
  set(sanitizer_flags -fsanitize=thread -fno-omit-frame-pointer)
elseif(LODESTONE_SANITIZE)
  message(FATAL_ERROR "LODESTONE_SANITIZE = \"${LODESTONE_SANITIZE}\": must be address, thread or empty.")
endif()
target_compile_options(lodestone_flags INTERFACE ${sanitizer_flags})
target_link_options(lodestone_flags INTERFACE ${sanitizer_flags})

# clang++ parses the standard library once for all floors, a fifth of its time. g++ would save 7 %, and stays the compiler to
# which every file must name its own headers.
if(CMAKE_CXX_COMPILER_ID MATCHES Clang)
  file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/precompiled.cpp CONTENT "")
  add_library(lodestone_precompiled OBJECT ${PROJECT_BINARY_DIR}/precompiled.cpp)
  target_link_libraries(lodestone_precompiled PRIVATE lodestone_flags)
  target_precompile_headers(
    lodestone_precompiled PRIVATE <algorithm> <array> <chrono> <cmath> <cstdint> <filesystem> <functional> <map> <memory>
    <optional> <set> <span> <sstream> <string> <string_view> <unordered_map> <utility> <variant> <vector>)
endif()

# lodestone_floor_options(<target>): how every floor is compiled.
function(lodestone_floor_options target)
  set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE ON CXX_VISIBILITY_PRESET hidden
                                             VISIBILITY_INLINES_HIDDEN ON)
  if(TARGET lodestone_precompiled AND NOT target STREQUAL lodestone_precompiled)
    target_precompile_headers(${target} REUSE_FROM lodestone_precompiled)
  endif()
endfunction()

if(TARGET lodestone_precompiled)
  lodestone_floor_options(lodestone_precompiled)
endif()

# lodestone_floor(<name> [PREFIX <prefix>] [LINK <floors and libraries>...]): the static library lodestone_<prefix><name> of the
# folder's sources.
# Parts that do not exist in this configuration are left out of LINK.
function(lodestone_floor name)
  cmake_parse_arguments(ARG "" "PREFIX" "LINK" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${name}/*.cpp)
  if(NOT sources)
    return()
  endif()
  set(target lodestone_${ARG_PREFIX}${name})
  add_library(${target} STATIC ${sources})
  lodestone_floor_options(${target})
  target_link_libraries(${target} PUBLIC lodestone_flags)
  foreach(dependency IN LISTS ARG_LINK)
    if(TARGET ${dependency})
      target_link_libraries(${target} PUBLIC ${dependency})
    endif()
  endforeach()
endfunction()
