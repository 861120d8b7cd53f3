"""Texts of the words that values are made of, in every order and language: most mean nothing."""

from hypothesis import strategies as st

_WORDS = """
    mil millones millón medio un dos tres cien y de del al a el en hace dentro fin hoy mañana viernes marzo enero mar
    USD EUR pesos dólares 250 1.5 2,5 M k mm personas municipios T3 2026 2025 primer trimestre semestre semanas 15 3 31
    half million thousand and two people next last ago in days deux cents quatre vingt dix sept e meio milhão once set
    - / . , ( ) $ € %
"""

SAID = st.lists(st.sampled_from(_WORDS.split()), max_size=7).map(" ".join) | st.text()
