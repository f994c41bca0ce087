"""立案: from a complaint typed on a phone to a case number.

民事诉讼法 第一百二十二至一百二十九条; 法释〔2015〕8号. Fees are computed here but not collected,
papers neither sealed nor served.
"""
