"""送达与在线诉讼的同意: who does what online, where papers go, and the proof that they arrived.

Law: 民事诉讼法 第八十七条至第九十五条; 人民法院在线诉讼规则 第四、五、六、十、二十九至三十二条.
It does not decide what a served paper starts: periods hang on `ServiceEffective` in the handoffs.
"""
