"""The form of a particle goes by how a name, a number or a formula ends when it is read aloud."""

import pytest

from matdiff_cli.languages.korean.particles import adapted


@pytest.mark.parametrize(
    ("read", "topic", "towards"),
    [
        ("행렬", "은", "로"),  # ㄹ
        ("벡터", "는", "로"),
        ("합", "은", "으로"),
        ("x", "는", "로"),  # 엑스
        ("n", "은", "으로"),  # 엔
        ("m", "은", "으로"),  # 엠
        ("L", "은", "로"),  # 엘
        ("R", "은", "로"),  # 알
        ("α", "는", "로"),  # 알파
        ("ε", "은", "으로"),  # 엡실론
        ("ΔX", "는", "로"),
        ("Δ", "는", "로"),
        ("Xᵀ", "는", "로"),  # 트랜스포즈
        ("A'", "는", "로"),
        ("X⁻¹", "는", "로"),  # 인버스
        ("X^-1", "는", "로"),
        ("n⁻¹", "는", "로"),
        ("x²", "은", "으로"),  # 제곱
        ("x^2", "은", "으로"),
        ("A^k", "은", "으로"),
        ("X^T", "는", "로"),
        ("b^Tx", "는", "로"),
        ("0", "은", "으로"),  # 영
        ("1", "은", "로"),  # 일
        ("2", "는", "로"),  # 이
        ("3", "은", "으로"),  # 삼
        ("x₁", "은", "로"),
        ("w_2", "는", "로"),
        ("10", "은", "으로"),  # 십
        ("100", "은", "으로"),  # 백
        ("0.5", "는", "로"),  # 오
        ("0.30", "은", "으로"),  # 영
        ("f(x)", "는", "로"),
        ("|n|", "은", "으로"),
        ("Kₘₙ", "은", "으로"),
        ("𝟏", "은", "로"),
        ("'n'", "은", "으로"),  # a name in quotation marks
        ("'x'", "는", "로"),
        ("softmax", "는", "로"),
        ("tan", "는", "로"),
        ("cos", "은", "으로"),
        ("f′", "은", "으로"),  # 프라임
        ("∇f", "는", "로"),
    ],
)
def test_a_particle_goes_by_the_sound_before_it(read, topic, towards):
    assert adapted(f"{read}은(는)") == read + topic
    assert adapted("(으)로 쓴다", read) == f"{towards} 쓴다"


def test_every_particle_has_its_two_forms():
    assert adapted("A이(가) A을(를) A과(와) A(이)라") == "A가 A를 A와 A라"
    assert adapted("합이(가) 합을(를) 합과(와) 합(이)라") == "합이 합을 합과 합이라"


def test_a_place_that_is_not_filled_yet_keeps_both_forms():
    assert adapted("@1은(는) 대칭, @*을(를) 대입") == "@1은(는) 대칭, @*을(를) 대입"
