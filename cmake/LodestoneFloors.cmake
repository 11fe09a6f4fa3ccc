# A floor of the engine is a folder: every source in it is in the build, and it may link only to the floors below.

# Includes are spelled <lodestone/model/study.hpp>: the build links include/lodestone to engine/.
set(LODESTONE_INCLUDE_DIR ${PROJECT_BINARY_DIR}/include)
file(MAKE_DIRECTORY ${LODESTONE_INCLUDE_DIR})
file(CREATE_LINK ${PROJECT_SOURCE_DIR}/engine ${LODESTONE_INCLUDE_DIR}/lodestone SYMBOLIC)

# Flags that every source of the project is compiled with. -ffp-contract=off: a product and a sum are never fused behind our
# back, so the same bits come from every compiler and instruction set.
add_library(lodestone_flags INTERFACE)
target_compile_features(lodestone_flags INTERFACE cxx_std_20)
target_compile_options(lodestone_flags INTERFACE -ffp-contract=off -Wall -Wextra -Wpedantic -Wshadow -Wconversion
                                                 $<$<BOOL:${LODESTONE_WARNINGS_AS_ERRORS}>:-Werror>)
target_include_directories(lodestone_flags INTERFACE ${LODESTONE_INCLUDE_DIR})

# lodestone_floor(<name> [LINK <floors and libraries>...])
function(lodestone_floor name)
  cmake_parse_arguments(ARG "" "" "LINK" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${name}/*.cpp)
  file(GLOB headers CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${name}/*.hpp)
  if(NOT sources AND NOT headers)
    return()
  endif()
  set(target lodestone_${name})
  if(sources)
    add_library(${target} STATIC ${sources} ${headers})
    set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE ON CXX_VISIBILITY_PRESET hidden
                                               VISIBILITY_INLINES_HIDDEN ON CXX_EXTENSIONS OFF)
    target_link_libraries(${target} PUBLIC lodestone_flags)
    foreach(dependency IN LISTS ARG_LINK)
      if(TARGET ${dependency})
        target_link_libraries(${target} PUBLIC ${dependency})
      endif()
    endforeach()
  endif()
endfunction()
